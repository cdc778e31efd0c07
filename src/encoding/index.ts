export { decodeValue } from './decode-value.ts'
export { encodeCanonical, encodeValue } from './encode-value.ts'
export { MAX_VALUE_DEPTH, VALUE_FORMAT } from './format.ts'
