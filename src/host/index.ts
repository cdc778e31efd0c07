export { type AtomicWriteOptions, temporaryPathBeside, writeAtomically, writeFileAtomic } from './atomic-file.ts'
export { hostName } from './host-name.ts'
export { isProcessAlive } from './process-alive.ts'
export { sha256, sha256Hex } from './sha256.ts'
