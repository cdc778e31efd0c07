/* Prints the bytes of its arguments in hexadecimal, an argument a line. Fails when the first one ends with "!fail". */
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv) {
  size_t length = argc > 1 ? strlen(argv[1]) : 0;
  if (length >= 5 && strcmp(argv[1] + length - 5, "!fail") == 0) {
    fprintf(stderr, "starting\ncannot work with this one\n");
    return 3;
  }
  for (int i = 1; i < argc; i++) {
    for (const unsigned char *at = (const unsigned char *)argv[i]; *at; at++) printf("%02x", *at);
    printf("\n");
  }
  return 0;
}
