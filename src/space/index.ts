export type { Axis, AxisDescription, AxisValues, Cases, Point, Space, SpaceDescription } from './space.ts'
