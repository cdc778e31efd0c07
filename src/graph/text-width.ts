/** Widths relative to the size of the type, rather too wide than too narrow: the font of whoever looks is not known. */
const NARROW = /[ijlftrI.,:;'|!()[\]{}`\s]/
const WIDE = /[mwMW@%—…→]/
const CAPITAL = /[\p{Lu}\d&#+=<>~_?$-]/u
/** Scripts whose characters are as wide as high, and pictures. */
const SQUARE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}]/u

/** About how wide a text is in a sans-serif type of this size. */
export function textWidth(text: string, size: number): number {
  let width = 0
  for (const character of text) width += relativeWidth(character)
  return width * size
}

function relativeWidth(character: string): number {
  if (SQUARE.test(character) && !/\d/.test(character)) return 1.05
  if (NARROW.test(character)) return 0.36
  if (WIDE.test(character)) return 0.96
  return CAPITAL.test(character) ? 0.68 : 0.58
}
