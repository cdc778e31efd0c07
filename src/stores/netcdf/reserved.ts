/** Attribute that keeps a kind which the file's own type does not tell. */
export const TYPE_ATTR = 'windrow_type'
/** Attribute of the file that holds the failures as JSON text. */
export const FAILURES_ATTR = 'windrow_failures'
/** Attribute of the file that lists coordinates whose names hold spaces, which `coordinates` cannot. */
export const COORDS_ATTR = 'windrow_coords'
/** Attribute added in reading to what was left as it is, with the reason. */
export const NOTE_ATTR = 'windrow_note'

/** Attributes of variables that are part of the format: they are not shown and cannot be given. */
export const hiddenAttrs: ReadonlySet<string> = new Set([
  'CLASS',
  'NAME',
  'DIMENSION_LIST',
  'REFERENCE_LIST',
  'DIMENSION_LABELS',
  '_Netcdf4Dimid',
  '_Netcdf4Coordinates',
  '_nc3_strict',
  '_NCProperties',
])

/** Attributes that say how elements are encoded: the writer sets them itself. */
export const encodingAttrs: ReadonlySet<string> = new Set([
  '_FillValue',
  'missing_value',
  'scale_factor',
  'add_offset',
  '_Unsigned',
  '_Encoding',
  'coordinates',
  'dtype',
  TYPE_ATTR,
])

/** Attributes of the file that the writer sets itself. */
export const hiddenFileAttrs: ReadonlySet<string> = new Set([
  '_NCProperties',
  '_nc3_strict',
  FAILURES_ATTR,
  COORDS_ATTR,
  'coordinates',
])
/** Name of the scale of a dim that has no coordinate; its length follows, right-aligned to ten places. */
export const BARE_DIM = 'This is a netCDF dimension but not a netCDF variable.'
/** What the netCDF library puts before the name of a variable that is named like a dim but is not its coordinate. */
export const NON_COORD = '_nc4_non_coord_'
