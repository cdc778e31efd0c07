import type { Kernel } from './runs.ts'

/** What a pass over the elements gathers: for each output element a number, and how many elements were not missing. */
export interface Gathered {
  readonly result: Float64Array
  readonly present: Float64Array
  readonly kernel: Kernel
}

/** Sums what is not missing. */
export function sums(size: number): Gathered {
  const result = new Float64Array(size)
  const present = new Float64Array(size)
  const reduced: Kernel['reduced'] = (chunk, at, count, output) => {
    let sum = 0
    let seen = 0
    for (let i = at; i < at + count; i++) {
      const value = chunk[i] as number
      if (!Number.isNaN(value)) {
        sum += value
        seen++
      }
    }
    result[output] = (result[output] as number) + sum
    present[output] = (present[output] as number) + seen
  }
  const kept: Kernel['kept'] = (chunk, at, count, output) => {
    for (let i = 0; i < count; i++) {
      const value = chunk[at + i] as number
      if (!Number.isNaN(value)) {
        result[output + i] = (result[output + i] as number) + value
        present[output + i] = (present[output + i] as number) + 1
      }
    }
  }
  return { result, present, kernel: { reduced, kept } }
}

/** Sums the squared distances from `means` of what is not missing. */
export function squares(size: number, means: Float64Array): Gathered {
  const result = new Float64Array(size)
  const reduced: Kernel['reduced'] = (chunk, at, count, output) => {
    const mean = means[output] as number
    let sum = 0
    for (let i = at; i < at + count; i++) {
      const value = chunk[i] as number
      const away = value - mean
      if (!Number.isNaN(value)) sum += away * away
    }
    result[output] = (result[output] as number) + sum
  }
  const kept: Kernel['kept'] = (chunk, at, count, output) => {
    for (let i = 0; i < count; i++) {
      const value = chunk[at + i] as number
      const away = value - (means[output + i] as number)
      if (!Number.isNaN(value)) result[output + i] = (result[output + i] as number) + away * away
    }
  }
  return { result, present: new Float64Array(0), kernel: { reduced, kept } }
}

/** The least of what is not missing. */
export function least(size: number): Gathered {
  const result = new Float64Array(size).fill(Number.POSITIVE_INFINITY)
  const present = new Float64Array(size)
  const reduced: Kernel['reduced'] = (chunk, at, count, output) => {
    let best = result[output] as number
    let seen = 0
    for (let i = at; i < at + count; i++) {
      const value = chunk[i] as number
      if (value < best) best = value
      if (!Number.isNaN(value)) seen++
    }
    result[output] = best
    present[output] = (present[output] as number) + seen
  }
  const kept: Kernel['kept'] = (chunk, at, count, output) => {
    for (let i = 0; i < count; i++) {
      const value = chunk[at + i] as number
      if (value < (result[output + i] as number)) result[output + i] = value
      if (!Number.isNaN(value)) present[output + i] = (present[output + i] as number) + 1
    }
  }
  return { result, present, kernel: { reduced, kept } }
}

/** The greatest of what is not missing. */
export function greatest(size: number): Gathered {
  const result = new Float64Array(size).fill(Number.NEGATIVE_INFINITY)
  const present = new Float64Array(size)
  const reduced: Kernel['reduced'] = (chunk, at, count, output) => {
    let best = result[output] as number
    let seen = 0
    for (let i = at; i < at + count; i++) {
      const value = chunk[i] as number
      if (value > best) best = value
      if (!Number.isNaN(value)) seen++
    }
    result[output] = best
    present[output] = (present[output] as number) + seen
  }
  const kept: Kernel['kept'] = (chunk, at, count, output) => {
    for (let i = 0; i < count; i++) {
      const value = chunk[at + i] as number
      if (value > (result[output + i] as number)) result[output + i] = value
      if (!Number.isNaN(value)) present[output + i] = (present[output + i] as number) + 1
    }
  }
  return { result, present, kernel: { reduced, kept } }
}
