/*
 * Largest Lyapunov exponent of the Lorenz system (sigma = 10, beta = 8/3), after Benettin and others (1980): the growth of
 * a small difference, scaled back at every step. Usage: lorenz RHO STEPS DT
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static double rho;

static void slope(const double *s, double *d) {
  const double x = s[0], y = s[1], z = s[2], u = s[3], v = s[4], w = s[5];
  d[0] = 10 * (y - x);
  d[1] = x * (rho - z) - y;
  d[2] = x * y - 8.0 / 3 * z;
  d[3] = 10 * (v - u);
  d[4] = (rho - z) * u - v - x * w;
  d[5] = y * u + x * v - 8.0 / 3 * w;
}

static void step(double *s, double dt) {
  double k1[6], k2[6], k3[6], k4[6], t[6];
  slope(s, k1);
  for (int i = 0; i < 6; i++) t[i] = s[i] + dt / 2 * k1[i];
  slope(t, k2);
  for (int i = 0; i < 6; i++) t[i] = s[i] + dt / 2 * k2[i];
  slope(t, k3);
  for (int i = 0; i < 6; i++) t[i] = s[i] + dt * k3[i];
  slope(t, k4);
  for (int i = 0; i < 6; i++) s[i] += dt / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
}

int main(int count, char **words) {
  if (count != 4) {
    fprintf(stderr, "usage: lorenz RHO STEPS DT\n");
    return 2;
  }
  rho = atof(words[1]);
  const long steps = atol(words[2]);
  const double dt = atof(words[3]);
  double s[6] = {1, 1, 1, 1, 0, 0};
  double growth = 0, highest = 0;
  for (long n = -20000; n < steps; n++) {
    step(s, dt);
    const double size = sqrt(s[3] * s[3] + s[4] * s[4] + s[5] * s[5]);
    for (int i = 3; i < 6; i++) s[i] /= size;
    if (n < 0) continue;
    growth += log(size);
    if (s[2] > highest) highest = s[2];
  }
  if (!isfinite(growth)) {
    fprintf(stderr, "the integration ran away at rho = %g, dt = %g\n", rho, dt);
    return 1;
  }
  printf("steps    %ld\nexponent %.17g\nhighest  %.17g\n", steps, growth / (steps * dt), highest);
  return 0;
}
