export { encodeFrame, FrameReader } from './framing.ts'
export {
  countOf,
  type FromWorker,
  type PointFailure,
  PROTOCOL_VERSION,
  type PositionRange,
  type RunSetup,
  type ToWorker,
} from './messages.ts'
