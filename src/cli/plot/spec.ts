import type { CommandSpec } from '../command-spec.ts'

const PLACES = 'What goes where (NAME: a dim, a coordinate or, without VAR, a variable):'
const DRAW = 'How it is drawn:'
const LOOK = 'Looks:'

/** Options whose text the figure takes as it is. */
export const NAMED_OPTIONS = ['x', 'y', 'z', 'color', 'shape', 'dash', 'col', 'row', 'title'] as const

export const plotSpec: CommandSpec = {
  name: 'plot',
  summary: 'draw a variable of a dataset: lines, points, a heatmap or a histogram',
  description:
    'With --x a dim: lines. With --x and --y two dims: a heatmap. With --x a variable: points. Without --x: a histogram.\nDims that are drawn nowhere need --aggregate, or --sel to pick one value.',
  arguments: [
    { name: '<FILE>', description: 'dataset (.nc, .h5, .parquet)' },
    { name: '[VAR]', description: 'the variable to draw; without it variables are named by the options' },
  ],
  options: [
    { flags: '--x <NAME>', description: 'along the horizontal axis', group: PLACES },
    {
      flags: '--y <NAME>',
      description: 'along the vertical axis: a second dim, or without VAR a variable',
      group: PLACES,
    },
    { flags: '--z <NAME>', description: 'the variable behind the colours of a heatmap', group: PLACES },
    { flags: '--color <NAME>', description: 'one colour for each value', group: PLACES },
    { flags: '--shape <NAME>', description: 'one point shape for each value', group: PLACES },
    { flags: '--dash <NAME>', description: 'one dash pattern for each value', group: PLACES },
    { flags: '--col <NAME>', description: 'one panel beside the other for each value', group: PLACES },
    { flags: '--row <NAME>', description: 'one panel below the other for each value', group: PLACES },
    {
      flags: '-s, --sel <NAME=VALUES>',
      description: 'only where the coordinate has these values, as for `windrow show`',
      isRepeatable: true,
      group: PLACES,
    },
    {
      flags: '--kind <KIND>',
      description: 'line, scatter, heatmap or histogram, where it is not what the places say',
      choices: ['line', 'scatter', 'heatmap', 'histogram'],
      group: DRAW,
    },
    {
      flags: '--aggregate <HOW>',
      description: 'mean, median, min, max, sum, std or count of the values along dims that are drawn nowhere',
      choices: ['mean', 'median', 'min', 'max', 'sum', 'std', 'count'],
      group: DRAW,
    },
    { flags: '--over <NAMES>', description: 'only over these dims: seed,run', group: DRAW },
    {
      flags: '--band <SPREAD>',
      description: 'shade std, stderr, quartiles, or between two quantiles: 0.1,0.9',
      group: DRAW,
    },
    { flags: '--bars <SPREAD>', description: 'the same as a bar at each point', group: DRAW },
    {
      flags: '--log <AXES>',
      description: 'logarithmic axes: x, y, xy, z (of the colours), …',
      choices: ['x', 'y', 'z', 'xy', 'xz', 'yz', 'xyz'],
      group: DRAW,
    },
    { flags: '--bins <N>', description: 'about so many bins of a histogram', group: DRAW },
    { flags: '--limit <AXIS=ENDS>', description: 'where an axis ends: x=0..2, y=..1', isRepeatable: true, group: LOOK },
    { flags: '--label <PLACE=TEXT>', description: 'another label: x="T / K"', isRepeatable: true, group: LOOK },
    { flags: '--title <TEXT>', description: 'a line above the figure', group: LOOK },
    {
      flags: '--scheme <NAME>',
      description: 'colour scale of numbers: viridis, cividis, magma, blueorange, …',
      group: LOOK,
    },
    { flags: '--width <PIXELS>', description: 'width of one panel', group: LOOK },
    { flags: '--height <PIXELS>', description: 'height of one panel', group: LOOK },
    { flags: '--columns <N>', description: 'panels side by side', group: LOOK },
    { flags: '--scale <N>', description: 'pixels of a PNG for each pixel of the figure (default: 2)', group: LOOK },
    {
      flags: '-o, --out <FILE>',
      description: 'where to: .svg, .png, .html or .json (the Vega-Lite specification); may be repeated',
      isRepeatable: true,
      isFile: true,
    },
  ],
  examples: [
    {
      line: 'windrow plot ising.nc m --x T --color L --aggregate mean --band std --out m.svg',
      does: 'lines with a band',
    },
    { line: 'windrow plot ising.nc --x e --y m --color T --out em.png', does: 'one variable against another' },
    { line: 'windrow plot ising.nc m --x T --y L --sel seed=0 --out map.html', does: 'a heatmap in a page' },
  ],
  load: () => import('./plot.ts'),
}
