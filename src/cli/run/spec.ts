import type { CommandSpec } from '../command-spec.ts'

const WHAT = 'What to compute:'
const HOW = 'How to run:'
const PROGRAM = 'A program instead of a function:'
const FAILING = 'When points fail:'
const RESULT = 'The result:'

export const runSpec: CommandSpec = {
  name: 'run',
  summary: 'run a function or program over every point of a parameter space',
  description: `Runs an exported function, or a program, at every combination of the values given by -a, on all cores.

Values of an axis (-a NAME=VALUES):
  16,32,64          these values        1.5:3.5:21        21 numbers, both ends included
  wolff,"a, b"      texts               log:1e-3:1e3:7    7 numbers, evenly spaced by ratio
  ["x,y", "z"]      a list in JSON      0..7, 0..100/10   whole numbers, both ends included`,
  arguments: [
    {
      name: '[FILE]',
      description: 'module with the function, FILE#NAME for one of several exports (.js, .mjs, .cjs, .ts)',
    },
  ],
  options: [
    {
      flags: '-a, --axis <NAME=VALUES>',
      description: 'values of a parameter; a dim of the result',
      isRepeatable: true,
      group: WHAT,
    },
    {
      flags: '-c, --constant <NAME=VALUE>',
      description: 'the same value at all points; @FILE.json reads it from a file',
      isRepeatable: true,
      group: WHAT,
    },
    { flags: '--grid', description: 'the parameters of cases are dims of their own', group: WHAT },
    {
      flags: '--cases <FILE>',
      description: 'points as rows of a file (.csv, .tsv, .parquet, .json)',
      isFile: true,
      group: WHAT,
    },
    { flags: '--seed <SEED>', description: 'seed of ctx.random(): the same numbers again', group: WHAT },
    { flags: '-n, --dry-run', description: 'say what would run, and what it would take', group: WHAT },
    {
      flags: '--command <TEXT>',
      description: 'run this program at each point; {T} stands for the value of T',
      group: PROGRAM,
    },
    {
      flags: '--parse <HOW>',
      description: 'json, number, text, a regular expression with named groups, file:PATH (default: json)',
      isRepeatable: true,
      group: PROGRAM,
    },
    { flags: '--text <NAMES>', description: 'groups of the regular expression that are texts', group: PROGRAM },
    { flags: '--input <TEXT>', description: 'standard input; json: an object with all parameters', group: PROGRAM },
    {
      flags: '--env <NAME=TEXT>',
      description: 'a variable for its environment',
      isRepeatable: true,
      group: PROGRAM,
    },
    { flags: '--cwd <FOLDER>', description: 'working directory (default: this one)', isFile: true, group: PROGRAM },
    { flags: '--own-folder [IN]', description: 'a new working directory for each point', group: PROGRAM },
    {
      flags: '--keep <WHICH>',
      description: 'which of these directories stay (default: failed)',
      choices: ['failed', 'always', 'never'],
      group: PROGRAM,
    },
    {
      flags: '--copy <FILE>',
      description: 'file or folder to copy there',
      isRepeatable: true,
      isFile: true,
      group: PROGRAM,
    },
    { flags: '--name <NAME>', description: 'name of the program in the result', group: PROGRAM },
    { flags: '--exit-codes <CODES>', description: 'exit codes that mean success (default: 0)', group: PROGRAM },
    {
      flags: '--max-output <SIZE>',
      description: 'most that it may print before it is stopped: 1GB, 64MiB (default: 64MiB)',
      group: PROGRAM,
    },
    {
      flags: '--kill-after <DURATION>',
      description: 'from SIGTERM to SIGKILL when it is stopped: 5s (default: 500ms)',
      group: PROGRAM,
    },
    { flags: '-w, --workers <N>', description: 'how many workers (default: one per core)', group: HOW },
    { flags: '--threads', description: 'workers are threads instead of processes', group: HOW },
    {
      flags: '--concurrency <N>',
      description: 'points in flight per worker, for async functions (default: 1)',
      group: HOW,
    },
    { flags: '--shuffle [SEED]', description: 'run the points in a random order', group: HOW },
    { flags: '--quiet', description: 'no progress and no remarks', group: HOW },
    { flags: '--retries <N>', description: 'further attempts after an error (default: 0)', group: FAILING },
    { flags: '--timeout <DURATION>', description: 'longest time for a point: 30s, 1h 30m, 250ms', group: FAILING },
    {
      flags: '--on-error <WHAT>',
      description: 'collect: go on; raise: stop at the first failure (default: collect)',
      choices: ['collect', 'raise'],
      group: FAILING,
    },
    {
      flags: '-o, --out <FILE>',
      description: 'file for the dataset (.nc, .h5, .csv, .parquet)',
      isFile: true,
      group: RESULT,
    },
    {
      flags: '--vars <NAMES>',
      description: 'names of the outputs of a function that returns a value or tuple: m,e; "" for none',
      group: RESULT,
    },
    {
      flags: '--dims <OUTPUT=DIMS>',
      description: 'names of the inner dims of an output: psi=x,y',
      isRepeatable: true,
      group: RESULT,
    },
    { flags: '--attr <NAME=VALUE>', description: 'an attribute of the dataset', isRepeatable: true, group: RESULT },
    {
      flags: '--units <NAME=TEXT>',
      description: 'units of an axis or output: T=J/k_B',
      isRepeatable: true,
      group: RESULT,
    },
    { flags: '--json', description: 'the outcome as JSON on stdout, events as lines of JSON on stderr', group: RESULT },
  ],
  examples: [
    {
      line: 'windrow run ising.ts -a T=1.5:3.5:21 -a L=16,32 -a seed=0..7 --out ising.nc',
      does: '336 points of the function in ising.ts, into a NetCDF file',
    },
    {
      line: 'windrow run flow.mjs#solve -a Re=log:1:1e4:9 -c method=rk4 --timeout 30s',
      does: 'one of several exports',
    },
    {
      line: "windrow run --command './model --temp {T}' --parse number -a T=1:2:11 --out model.nc",
      does: 'a program that prints a number',
    },
    {
      line: 'windrow run -a T=1:2:11 --parse json -- python3 model.py {T}',
      does: 'the same with its words after --',
    },
  ],
  takesProgram: true,
  load: () => import('./run.ts'),
}
