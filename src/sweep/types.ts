import type { Context } from '../worker/index.ts'

/** A function that computes one point: all parameters as one object, then the context of the point. */
export type SweepFunction<Params, Result> = (params: Params, context: Context) => Result

/** Values for some of the parameters: arrays, typed arrays, sequences or other finite iterables. */
export type CombosOf<Params> = { readonly [Name in keyof Params]?: Iterable<Params[Name]> }

/** Explicit points: a list of objects, or an object of equally long columns. */
export type CasesOf<Params> = readonly Partial<Params>[] | { readonly [Name in keyof Params]?: readonly Params[Name][] }

type RequiredNames<Params> = { [Name in keyof Params]-?: object extends Pick<Params, Name> ? never : Name }[keyof Params]

type NamesIn<Options, Option extends string> = Option extends keyof Options ? keyof Options[Option] : never

type CaseNames<Options> = Options extends { readonly cases: infer Cases }
  ? Cases extends readonly (infer Case)[]
    ? keyof Case
    : keyof Cases
  : never

type MissingNames<Params, Combos, Options> = Exclude<
  RequiredNames<Params>,
  keyof Combos | NamesIn<Options, 'constants'> | NamesIn<Options, 'unrecorded'> | CaseNames<Options>
>

/** Compiles to a property that no caller has where a parameter is without values or an axis is not a parameter. */
export type CheckedCombos<Params, Combos, Options> = {
  readonly [Name in MissingNames<Params, Combos, Options> & string]: `no values are given for the parameter ${Name}`
} & { readonly [Name in Exclude<keyof Combos, keyof Params> & string]: `the function has no parameter ${Name}` }

type ElementOf<Values> = Values extends Iterable<infer Value> ? Value : never

type CaseValues<Options> = Options extends { readonly cases: infer Cases }
  ? Cases extends readonly (infer Case)[]
    ? Case
    : { [Name in keyof Cases]: Cases[Name] extends readonly (infer Value)[] ? Value : never }
  : unknown

/** Coordinate name → type of its values. */
export type CoordsOf<Combos, Options> = Flat<
  { -readonly [Name in keyof Combos]: ElementOf<Combos[Name]> } & CaseValues<Options>
>

/** Output name → type of its elements: what the function returns, or what `vars` names. */
export type VarsOf<Result, Options> = Options extends { readonly vars: infer Names }
  ? Names extends string
    ? { [Name in Names]: Leaf<Result> }
    : Names extends readonly string[]
      ? { [Name in Names[number]]: Leaf<Result extends readonly (infer Item)[] ? Item : Result> }
      : never
  : Result extends Scalar | ArrayLike<unknown>
    ? { [name: string]: Leaf<Result> }
    : { -readonly [Name in keyof Result]: Leaf<Result[Name]> }

type Scalar = number | string | boolean | Date | null | undefined

type Leaf<Value> = NonNullable<Value> extends string | number | boolean | Date
  ? NonNullable<Value>
  : NonNullable<Value> extends ArrayLike<infer Item>
    ? Leaf<Item>
    : NonNullable<Value>

type Flat<Type> = { [Name in keyof Type]: Type[Name] }
