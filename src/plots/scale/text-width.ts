/** Widths of printable ASCII characters, from the space on, in thousandths of the font size: those of Helvetica and Arial. */
const WIDTHS = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
]

/**
 * Width of a text in pixels, the same on every machine, with room for the wider fonts that stand in for Helvetica. Layout without
 * it would depend on whether a canvas is installed.
 */
export function textWidth(text: string, fontSize: number): number {
  let width = 0
  for (const character of text) width += widthOf(character.codePointAt(0) ?? 0)
  return (width / 1000) * fontSize * 1.15
}

function widthOf(code: number): number {
  const known = WIDTHS[code - 32]
  if (known !== undefined) return known
  if ('⁰¹²³⁴⁵⁶⁷⁸⁹⁻'.includes(String.fromCodePoint(code))) return 360
  return code >= 0x2e80 ? 1000 : 600
}

/** Breaks a text between words into lines that fit, as Vega takes them; one line stays a text. */
export function wrapText(text: string, width: number, fontSize: number): string | readonly string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    const longer = last === undefined ? word : `${last} ${word}`
    if (last === undefined || textWidth(longer, fontSize) > width) lines.push(word)
    else lines[lines.length - 1] = longer
  }
  return lines.length > 1 ? lines : text
}
