/** Digits that show an exact tie: no float that lies beside one has so many zeros after the 5. */
const TAIL = 25

/** `toFixed` that rounds exact ties to the even digit, as Python and numpy do. */
export function toFixedEven(value: number, digits: number): string {
  return breakTie(value.toFixed(digits), value.toFixed(digits + TAIL))
}

/** `toExponential` that rounds exact ties to the even digit, as Python and numpy do. */
export function toExponentialEven(value: number, digits: number): string {
  const [mantissa = '', power = ''] = value.toExponential(digits).split('e')
  const [long = '', longPower = ''] = value.toExponential(digits + TAIL).split('e')
  const even = breakTie(mantissa, long)
  return even === mantissa ? `${mantissa}e${power}` : `${even}e${longPower}`
}

/** The rounded text, or the text cut off where what is cut is exactly a half and the digit before it even. */
function breakTie(rounded: string, long: string): string {
  if (!/^50*$/.test(long.slice(-TAIL))) return rounded
  const cut = long.slice(0, -TAIL).replace(/\.$/, '')
  return '02468'.includes(cut.slice(-1)) ? cut : rounded
}
