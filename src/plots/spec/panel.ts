import type { ResolvedOptions } from '../resolve-options.ts'
import type { Json } from '../scale/json.ts'
import type { Table } from '../table/aggregate-rows.ts'

/** What a kind of figure is drawn from. */
export interface PanelInput {
  readonly table: Table
  readonly options: ResolvedOptions
  readonly width: number
  readonly height: number
}

/** One panel: its rows, and the view that every facet repeats. */
export interface Panel {
  readonly rows: readonly Json[]
  readonly view: Json
}
