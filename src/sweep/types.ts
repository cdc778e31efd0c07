import type { BareDims, DataArray, Dataset } from '../dataset/index.ts'
import type { Context } from '../worker/index.ts'

/** A function that computes one point: all parameters as one object, then the context of the point. */
export type SweepFunction<Params, Result> = (params: Params, context: Context) => Result

/** Values for some of the parameters: arrays, typed arrays, sequences or other finite iterables. */
export type CombosOf<Params> = { readonly [Name in keyof Params]?: Iterable<Params[Name]> }

/** Explicit points: a list of objects, or an object of equally long columns. */
export type CasesOf<Params> = readonly Partial<Params>[] | { readonly [Name in keyof Params]?: readonly Params[Name][] }

/** Names that must be there: all of an object that somebody wrote down, none of the type that stands for an empty one or for any. */
type RequiredNames<Params> = keyof {
  [Name in keyof Params as string extends Name ? never : object extends Pick<Params, Name> ? never : Name]: unknown
}

/** What options say about names, one type each: kept apart from the other options, so that callbacks among those infer. */
export interface Naming {
  readonly constants: unknown
  readonly unrecorded: unknown
  readonly cases: unknown
  readonly vars: unknown
  readonly coords: unknown
}

type CaseNames<Cases> = Cases extends readonly (infer Case)[] ? keyof Case : Cases extends object ? keyof Cases : never

type MissingNames<Params, Combos, Named extends Naming> = Exclude<
  RequiredNames<Params>,
  RequiredNames<Combos> | keyof Named['constants'] | keyof Named['unrecorded'] | CaseNames<Named['cases']>
>

/** Compiles to a property that no caller has where a parameter is without values or an axis is not a parameter. */
export type CheckedCombos<Params, Combos, Named extends Naming> = {
  readonly [Name in MissingNames<Params, Combos, Named> & string]: `no values are given for the parameter ${Name}`
} & { readonly [Name in Exclude<keyof Combos, keyof Params> & string]: `the function has no parameter ${Name}` }

type ElementOf<Values> = Values extends Iterable<infer Value> ? Value : never

type CaseValues<Cases> = Cases extends readonly (infer Case)[]
  ? Case
  : Cases extends object
    ? { [Name in keyof Cases]: Cases[Name] extends readonly (infer Value)[] ? Value : never }
    : unknown

/** Coordinate name → type of its values: axes, parameters of cases, coordinates of inner dims. */
export type CoordsOf<Combos, Named extends Naming, Result = unknown> = Flat<
  { -readonly [Name in RequiredNames<Combos>]: ElementOf<Combos[Name]> } & CaseValues<Named['cases']> & {
      -readonly [Name in keyof Named['coords']]: ElementOf<Named['coords'][Name]>
    } & LabelledCoords<NonNullable<Result>>
>

/** Output name → type of its elements: what the function returns, or what `vars` names. */
export type VarsOf<Result, Vars> = [NonNullable<Result>] extends [never]
  ? PlainVarsOf<Result, Vars>
  : [NonNullable<Result>] extends [Dataset<infer _C, infer V, infer _D>]
    ? PickedVars<V, Vars>
    : [NonNullable<Result>] extends [DataArray<infer _C, infer T, infer _D>]
      ? { [Name in Vars extends string ? Vars : string]: T }
      : PlainVarsOf<Result, Vars>

/** Dims without a coordinate: rows of cases, inner dims that nobody named, and those of results that are datasets. */
export type DimsOf<Result, Vars> =
  | BareDims<VarsOf<Result, Vars>>
  | ([NonNullable<Result>] extends [never]
      ? never
      : [NonNullable<Result>] extends [Dataset<infer _C, infer _V, infer D>]
        ? D
        : [NonNullable<Result>] extends [DataArray<infer _C, infer _T, infer D>]
          ? D
          : never)

type LabelledCoords<Result> = [Result] extends [never]
  ? unknown
  : [Result] extends [Dataset<infer C, infer _V, infer _D>]
    ? C
    : [Result] extends [DataArray<infer C, infer _T, infer _D>]
      ? C
      : unknown

type PickedVars<V, Vars> = [Vars] extends [string]
  ? { [Name in Vars]: Name extends keyof V ? V[Name] : never }
  : [Vars] extends [readonly string[]]
    ? { [Name in Vars[number]]: Name extends keyof V ? V[Name] : never }
    : V

type PlainVarsOf<Result, Vars> = [Vars] extends [string]
  ? { [Name in Vars]: Leaf<Result> }
  : [Vars] extends [readonly string[]]
    ? {
        [Name in Vars[number]]: Leaf<
          Result extends readonly (infer Item)[] ? Item : Name extends keyof Result ? Result[Name] : Result
        >
      }
    : Result extends Scalar | ArrayLike<unknown>
      ? { [name: string]: Leaf<Result> }
      : { -readonly [Name in keyof Result]: Leaf<Result[Name]> }

type Scalar = number | string | boolean | Date | null | undefined

type Leaf<Value> =
  NonNullable<Value> extends string | number | boolean | Date
    ? Widened<NonNullable<Value>>
    : NonNullable<Value> extends ArrayLike<infer Item>
      ? Leaf<Item>
      : NonNullable<Value>

/** `16 | 32` is a number as an element: what is selected or computed from it need not be one of the two. */
type Widened<Value> = Value extends number
  ? number
  : Value extends string
    ? string
    : Value extends boolean
      ? boolean
      : Value

type Flat<Type> = { [Name in keyof Type]: Type[Name] }
