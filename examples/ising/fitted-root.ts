/** A point of a curve: x and y. */
export type Sample = readonly [x: number, y: number]

/** Root near `rough` of the parabola that fits the points best; `rough` itself where the points do not determine one. */
export function fittedRoot(points: readonly Sample[], rough: number): number {
  const reach = Math.max(...points.map(([x]) => Math.abs(x - rough)))
  const [a, b, c] = fitParabola(points.map(([x, y]) => [(x - rough) / reach, y]))
  const discriminant = b * b - 4 * a * c
  // The root next to 0, in the form that does not divide by a small `a`.
  const root = (-2 * c) / (b + Math.sign(b) * Math.sqrt(discriminant))
  return Math.abs(root) <= 1 ? rough + root * reach : rough
}

/** Least squares for y = a x² + b x + c, by Cramer's rule on the normal equations; not finite with fewer than three points. */
function fitParabola(points: readonly Sample[]): [a: number, b: number, c: number] {
  const power = (n: number) => points.reduce((sum, [x]) => sum + x ** n, 0)
  const moment = (n: number) => points.reduce((sum, [x, y]) => sum + x ** n * y, 0)
  const [s0, s1, s2, s3, s4] = [points.length, power(1), power(2), power(3), power(4)]
  const [y0, y1, y2] = [moment(0), moment(1), moment(2)]
  const full = determinant([s4, s3, s2, s3, s2, s1, s2, s1, s0])
  if (points.length < 3) return [Number.NaN, Number.NaN, Number.NaN]
  return [
    determinant([y2, s3, s2, y1, s2, s1, y0, s1, s0]) / full,
    determinant([s4, y2, s2, s3, y1, s1, s2, y0, s0]) / full,
    determinant([s4, s3, y2, s3, s2, y1, s2, s1, y0]) / full,
  ]
}

type Matrix = readonly [number, number, number, number, number, number, number, number, number]

/** Of a 3 × 3 matrix, row by row. */
function determinant([a, b, c, d, e, f, g, h, i]: Matrix): number {
  return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
}
