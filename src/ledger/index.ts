export {
  type CacheLookup,
  type CallCache,
  type CallCacheOptions,
  openCallCache,
} from './call-cache/call-cache.ts'
export type { CallFacts } from './call-cache/call-record.ts'
export type { CallRecord } from './call-cache/list-calls.ts'
export { type CallIdentity, callKey } from './call-key.ts'
export { type Appender, type AppenderOptions, createAppender } from './segment/appender.ts'
export { FRAME_KIND, type Frame, type FrameHead, type FrameKind } from './segment/frame.ts'
export { readRecord, type StoredRecord } from './segment/read-record.ts'
export type { PlacedFrame } from './segment/scan-frames.ts'
export type { RecordPlace } from './segment/segment-file.ts'
export type { SegmentHeader } from './segment/segment-header.ts'
export { createSegmentId, segmentFileName, segmentIdOf } from './segment/segment-id.ts'
export { diskIo, type SegmentHandle, type SegmentIo } from './segment/segment-io.ts'
export { openSegmentTail, type SegmentTail } from './segment/segment-tail.ts'
