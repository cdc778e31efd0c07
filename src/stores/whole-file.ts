import { writeFailure } from './store-failure.ts'
import { createTemporaryFile } from './temporary-file.ts'

/** Lets `write` fill a temporary file beside `path`, which takes its place when it is whole. */
export async function writeWhole(path: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = createTemporaryFile(path)
  try {
    await write(temporary.path)
    temporary.commit()
  } catch (error) {
    throw writeFailure(path, error)
  } finally {
    temporary.discard()
  }
}
