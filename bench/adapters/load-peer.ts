import { existsSync } from 'node:fs'
import { inRepository, root } from '../harness/paths.ts'
import { NotMeasured } from '../harness/question.ts'

/** Imports a package of `bench/peers`, typed as the part of it that is used here. */
export async function loadPeer<T>(name: string): Promise<T> {
  if (!existsSync(inRepository(`bench/peers/node_modules/${name}`))) throw new NotMeasured(`${name} is not installed`)
  const { load } = (await import(new URL('bench/peers/load.mjs', root).href)) as {
    load(name: string): Promise<unknown>
  }
  return (await load(name)) as T
}
