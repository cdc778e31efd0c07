/** Wrong use of the command line: a sentence that names what was written and says what to write instead. Exit code 2. */
export class UsageError extends TypeError {
  override readonly name = 'UsageError'
}

/** Lets the refusals of a checked call through as wrong use: they name what was given, and their stack says nothing to the user. */
export async function refusing<Result>(call: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await call()
  } catch (error) {
    if (!(error instanceof TypeError) || error instanceof UsageError) throw error
    throw new UsageError(error.message, { cause: error })
  }
}
