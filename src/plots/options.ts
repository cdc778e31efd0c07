/** How the values along dims become one. */
export type Aggregate = 'mean' | 'median' | 'min' | 'max' | 'sum' | 'std' | 'count'

/**
 * What is drawn around an aggregated value: one standard deviation, one standard error, the middle half of the values, or two
 * quantiles between 0 and 1, as numbers or as the text `'0.1,0.9'`.
 */
export type Spread = 'std' | 'stderr' | 'quartiles' | readonly [number, number] | `${number},${number}`

/** What a figure may be. */
export type PlotKind = 'line' | 'scatter' | 'heatmap' | 'histogram'

/** Which axes are logarithmic; `z` is the colour of a heatmap or of a continuous colour scale. */
export type LogAxes = 'x' | 'y' | 'z' | 'xy' | 'xz' | 'yz' | 'xyz'

/** Colour scales. The first four and the last two can be told apart by the colour-blind. */
export type Scheme =
  | 'viridis'
  | 'cividis'
  | 'magma'
  | 'plasma'
  | 'inferno'
  | 'greys'
  | 'blues'
  | 'blueorange'
  | 'purplegreen'

/** Texts by the part of the figure that they label. */
export type PlotLabels = Readonly<Partial<Record<'x' | 'y' | 'z' | 'color' | 'shape' | 'dash' | 'col' | 'row', string>>>

/** Ends of axes, in the units of the values; `null` leaves an end to the values. */
export type PlotLimits = Readonly<Partial<Record<'x' | 'y' | 'z', readonly [number | null, number | null]>>>

/** What to draw and how; `N` are the names of the coordinates, dims and (of a dataset) variables. */
export interface PlotOptions<N extends string = string> {
  /** What goes along the horizontal axis: a dim or coordinate, of a dataset also a variable. Without it: a histogram. */
  readonly x?: N
  /** Of an array a second dim, which makes a heatmap. Of a dataset the variable to draw, or a dim for a heatmap of `z`. */
  readonly y?: N
  /** The variable that the colours of a heatmap show; only of a dataset. */
  readonly z?: N
  /** One colour for each value: told apart by hue or, where they are numbers, by a scale; a continuous scale for more than eight. */
  readonly color?: N
  /** One point shape for each value, at most eight. */
  readonly shape?: N
  /** One dash pattern for each value, at most five. */
  readonly dash?: N
  /** One panel beside the other for each value, at most 60 panels in all. */
  readonly col?: N
  /** One panel below the other for each value. */
  readonly row?: N
  /**
   * What to draw. Default: a histogram without `x`, a heatmap where `x` and `y` are both coordinates, a scatter plot where `x`
   * is no dim, otherwise lines.
   */
  readonly kind?: PlotKind
  /** How values along the dims in `over` become one. Default: `'mean'` or `'median'` where `over`, `band` or `bars` ask for one. */
  readonly aggregate?: Aggregate
  /** The dims to aggregate. Default: all that are drawn nowhere. */
  readonly over?: N | readonly N[]
  /** Shades the spread of the aggregated values. */
  readonly band?: Spread
  /** Draws the spread of the aggregated values as a bar at each point. */
  readonly bars?: Spread
  /** Logarithmic axes. Values that are not above 0 are left out, and `notes` says how many. */
  readonly log?: LogAxes
  /** Number of bins of a histogram, 1 to 1000, about. Default: as many as the values need. */
  readonly bins?: number
  /**
   * Colour scale of numbers.
   *
   * @default 'viridis'
   */
  readonly scheme?: Scheme
  /** Where axes end. */
  readonly limits?: PlotLimits
  /** Labels in place of those that names and the attributes `long_name` and `units` give. */
  readonly labels?: PlotLabels
  /** Default: the coordinates that were selected, as in `L = 16`. An empty text draws none. */
  readonly title?: string
  /** Width of one panel in pixels, 20 to 10,000. Default: 460, less with `col`. */
  readonly width?: number
  /** Height of one panel in pixels, 20 to 10,000. Default: 300, less with `row`. */
  readonly height?: number
  /** Panels side by side before the next line begins, where `col` is given without `row`. Default: up to 4. */
  readonly columns?: number
}
