import type { Complex } from './element/complex.ts'
import type { Scalar } from './element/decode.ts'
import type { BigValues, NumericValues, Values } from './variable.ts'

/** Names to JavaScript types, where nothing is known of them: those of a file. */
export type AnyTypes = Record<string, Scalar>

/** The names of a record type. */
export type Name<R> = keyof R & string

/** Dims that have no coordinate of their name: rows of cases, and inner dims of outputs that nobody named. */
export type BareDims<V> = 'case' | `${Name<V>}_dim_${number}`

/** The array behind elements of a JavaScript type. */
export type ValuesOf<T> = [T] extends [string]
  ? readonly string[]
  : [T] extends [number | boolean | Date]
    ? NumericValues
    : [T] extends [bigint]
      ? BigValues
      : [T] extends [Complex]
        ? Float64Array
        : Values

/** What `item()` gives: a missing number is NaN, anything else that is missing is `null`. */
export type Item<T> = T extends number ? number : T | null

/** Arrays in arrays, one level a dim; a missing element is `null`. */
export type Nested<T> = T | null | readonly Nested<T>[]

/** The element type of a variable or coordinate. */
export type ElementOf<C, V, N> = N extends keyof V ? V[N] : N extends keyof C ? C[N] : never

/** One row: every coordinate and variable; a variable is `null` where it is missing. */
export type Row<C, V> = {
  readonly [K in keyof C | keyof V]: (K extends keyof V ? V[K] | null : never) | (K extends keyof C ? C[K] : never)
}

/** One row of a single array: its coordinates and, under its name, its element. */
export type ArrayRow<C, T> = Readonly<Record<string, C[Name<C>] | T | null>>

/** Record types without the names `R`; unchanged where the names are not known. */
export type Without<C, R> = string extends R ? C : { [K in keyof C as K extends R ? never : K]: C[K] }

/** A mean of numbers, bigints or booleans is a number, of dates a date, of complex numbers a complex one. */
export type MeanOf<T> = T extends Date | Complex ? T : number

/** A sum of numbers or booleans is a number; bigints and complex numbers stay what they are. */
export type SumOf<T> = T extends bigint | Complex ? T : number

/** Variables after a reduction that gives numbers: strings are left out. */
export type Means<V> = { [K in keyof V as [V[K]] extends [string] ? never : K]: MeanOf<V[K]> }

/** Variables after a sum: strings and dates have none. */
export type Sums<V> = { [K in keyof V as [V[K]] extends [string | Date] ? never : K]: SumOf<V[K]> }

/** Variables after a standard deviation: strings and dates have none. */
export type Deviations<V> = { [K in keyof V as [V[K]] extends [string | Date] ? never : K]: number }

/** Variables after a least or greatest: strings and complex numbers have none. */
export type Extremes<V> = { [K in keyof V as [V[K]] extends [string | Complex] ? never : K]: V[K] }

/** Variables after a count. */
export type Counts<V> = { [K in keyof V]: number }
