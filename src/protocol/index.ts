export { encodeFrame, FrameReader } from './framing.ts'
export {
  countOf,
  type FromWorker,
  type InnerResults,
  type PointFailure,
  type PositionRange,
  PROTOCOL_VERSION,
  type RunSetup,
  type ToWorker,
} from './messages.ts'
export { move, movedArrays, shareMoved } from './move.ts'
