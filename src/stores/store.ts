/// <reference lib="esnext.disposable" preserve="true" />
import type { Attrs, Dataset, DatasetParts, Labels, ResultSink } from '../dataset/index.ts'
import type { Failure } from '../errors/index.ts'

/** How a dataset is written. */
export interface SaveOptions {
  /**
   * Level of gzip in NetCDF, 0 (none) to 9. Numbers that hardly shrink (less than a tenth) are stored plain at any level, because
   * packing them costs time and gains nothing.
   *
   * @default 1
   */
  readonly compression?: number
}

/** How a dataset is read. */
export interface OpenOptions {
  /**
   * Integers of 64 bits that are given as bigints: all, or the variables and coordinates of these names. Others are numbers, and
   * those beyond 2^53 refuse to be read. What was written here as bigints comes back as bigints anyway; dates stay dates.
   *
   * @default false
   */
  readonly bigints?: boolean | readonly string[]
}

/** How results are written while they come. */
export interface WriterOptions extends SaveOptions {
  /** Names of the outputs, where they are known before the first block. */
  readonly outputs?: readonly string[]
  /**
   * Bytes that unfinished parts of the file may take in memory. What is more goes to a spool file beside the target until
   * `finish`. Strings are not counted: they stay in memory until the end.
   *
   * @default 134_217_728
   */
  readonly memoryBytes?: number
}

/**
 * Takes results as they come and writes them into a file, which appears under its name when `finish` resolves, whole.
 * Points that were never written are missing in it. Unless it was finished, call `abort`: it leaves nothing behind.
 */
export interface DatasetWriter extends ResultSink {
  /** Absolute path of the file. */
  readonly path: string
  /** Gives the dataset where the writer holds it in memory; otherwise open the file. */
  finish(extra: { readonly attrs: Attrs; readonly failures: readonly Failure[] }): Promise<Dataset | undefined>
  abort(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** One file format for datasets. Paths that reach it are absolute; what goes wrong is a `StoreError`. */
export interface DatasetStore {
  readonly name: string
  readonly extensions: readonly string[]
  save(ds: DatasetParts, path: string, options: SaveOptions): Promise<void>
  open(path: string, options?: OpenOptions): Promise<Dataset>
  createWriter(path: string, labels: Labels, options: WriterOptions): Promise<DatasetWriter>
}
