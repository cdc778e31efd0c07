import type { DataArray } from './data-array.ts'
import type { Scalar } from './element/decode.ts'
import type { NumericValues } from './element/dtype.ts'
import type { DataArrayParts } from './parts.ts'
import type { Values, Variable } from './variable.ts'

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

/** A mean of numbers or booleans is a number, of dates a date. */
export type MeanOf<T> = T extends Date ? Date : number

/** Variables after a reduction that gives numbers: strings are left out. */
export type Means<V> = { [K in keyof V as [V[K]] extends [string] ? never : K]: MeanOf<V[K]> }

/** Variables after a sum or standard deviation: only numbers and booleans have one. */
export type Sums<V> = { [K in keyof V as [V[K]] extends [string | Date] ? never : K]: number }

/** Variables after a least or greatest: strings have none. */
export type Extremes<V> = { [K in keyof V as [V[K]] extends [string] ? never : K]: V[K] }

/** Variables after a count. */
export type Counts<V> = { [K in keyof V]: number }

/** A record type with the name `N` for elements of type `T`. */
export type With<C, N extends string, T> = {
  [K in keyof C | N]: K extends N ? T : K extends keyof C ? C[K] : never
}

/** Names of either record type; those of both hold what either does. */
export type Both<A, B> = {
  [K in keyof A | keyof B]: (K extends keyof A ? A[K] : never) | (K extends keyof B ? B[K] : never)
}

/** A record type without some names. */
export type Less<R, N> = string extends keyof R ? R : { [K in keyof R as K extends N ? never : K]: R[K] }

/** A record type with only some names. */
export type Only<R, N> = string extends keyof R ? R : { [K in keyof R as K extends N ? K : never]: R[K] }

/** New names as an object literal; names that do not exist are refused. */
export type NamesOf<N, Known extends string> = N & { readonly [K in Exclude<keyof N, Known>]: never }

/** A record type under new names. */
export type Renamed<R, N> = { [K in keyof R as K extends keyof N ? N[K] & string : K]: R[K] }

/** Dims under new names. */
export type RenamedDim<D, N> = D extends keyof N ? N[D] & string : D

/** An array of elements of a known JavaScript type, whatever its coordinates. */
export interface ArrayOf<T> extends DataArrayParts {
  item(): Item<T>
}

/** The type behind literals. */
export type Widened<T> = T extends number ? number : T extends string ? string : T extends boolean ? boolean : T

/** The elements of lists in lists. */
export type Leaf<T> = T extends readonly (infer E)[]
  ? Leaf<E>
  : T extends NumericValues
    ? number
    : Widened<NonNullable<T>>

/** The element type of what can be assigned. */
export type Assigned<X> = X extends (target: never) => infer R
  ? Assigned<R>
  : X extends DataArray<infer _C, infer T, infer _D>
    ? T
    : X extends Variable
      ? Scalar
      : X extends Scalar
        ? Widened<X>
        : X extends Iterable<infer E>
          ? Leaf<E>
          : X extends { readonly values: infer L }
            ? ElementIn<L>
            : never

/** The dims of what can be assigned. */
export type AssignedDim<X> = X extends (target: never) => infer R
  ? AssignedDim<R>
  : X extends DataArray<infer _C, infer _T, infer D>
    ? D
    : X extends { readonly dims: readonly (infer N)[] }
      ? N & string
      : never

type ElementIn<L> = L extends Iterable<infer E> ? Leaf<E> : never

/** A record type with what was assigned. */
export type Extended<R, A> = {
  [K in keyof R | keyof A]: K extends keyof A ? Assigned<A[K]> : K extends keyof R ? R[K] : never
}

/** Names of new dims. */
export type NewDim<A> = A extends string ? A : A extends readonly (infer N)[] ? N & string : keyof A & string

/** Coordinates with the labels of new dims. */
export type Expanded<C, A> = A extends string | readonly string[]
  ? C
  : Extended<C, { [K in keyof A as A[K] extends number ? never : K]: A[K] }>

/** Coordinates after groups took the place of the dim they lie along. */
export type Grouped<C, V, N extends string> = With<C, N, ElementOf<C, V, N>>

/** A function of one argument that may be given in place of one of a wider argument, as methods may: it keeps datasets assignable to wider ones. */
export type FunctionOf<A, R> = { call(argument: A): R }['call']
