import type { DatasetParts, Variable } from '../../../dataset/index.ts'
import type { SaveOptions } from '../../store.ts'
import { createTemporaryFile } from '../../temporary-file.ts'
import type { H5 } from '../h5.ts'
import { checkAttrs } from './attributes.ts'
import { NcFile } from './nc-file.ts'
import { StreamSet } from './stream/stream-set.ts'
import { checkNames, writeStructure } from './structure.ts'
import { writeVariable, writeVariableAttrs } from './write-variable.ts'

/** What is saved, where and how. */
export interface SaveRequest extends SaveOptions {
  readonly parts: DatasetParts
  readonly path: string
}

/** Writes a whole dataset under a temporary name and gives it its own when it is complete. */
export function saveParts(h5: H5, { parts, path, compression = 1 }: SaveRequest): void {
  const variables: Record<string, Variable> = { ...parts.coords, ...parts.vars }
  checkNames(Object.keys(parts.sizes), variables)
  checkAttrs('the dataset', parts.attrs, true)
  const temporary = createTemporaryFile(path)
  const streams = new StreamSet(new NcFile(h5, temporary, compression))
  const { file } = streams
  try {
    for (const [name, variable] of Object.entries(variables)) writeVariable(streams, name, variable)
    for (const [name, { dtype, attrs }] of Object.entries(variables))
      writeVariableAttrs(streams, { name, dtype, attrs })
    writeStructure(file, parts)
    file.commit()
  } finally {
    file.discard()
  }
}
