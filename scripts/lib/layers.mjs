/**
 * The layers of the house: a folder imports only from folders of earlier rows. Folders of one row do not import each other,
 * except where `NEIGHBOURS` says so.
 */
export const LAYERS = [
  ['util', 'host', 'errors', 'encoding'],
  ['events', 'resources', 'space', 'task', 'dataset', 'graph'],
  ['protocol', 'ledger', 'mpi'],
  ['worker'],
  ['executor', 'schedulers'],
  ['executors', 'stores'],
  ['crop'],
  ['sweep', 'map', 'parallel', 'pipeline', 'omp', 'sample'],
  ['plots', 'dashboard'],
  ['cli'],
]

/** Imports inside one row that are allowed, each with its reason. @type {Readonly<Record<string, Readonly<Record<string, string>>>>} */
export const NEIGHBOURS = {
  errors: {
    util: 'errors are built from plain helpers that know nothing of them',
    host: 'an error record names its host',
  },
  encoding: { errors: 'damaged bytes are refused with a tagged error' },
  host: { util: 'what touches the machine is built from plain helpers' },
}

/** Folders without any `node:` import, because they also run where there is no Node. */
export const PURE = ['space', 'dataset', 'graph']

/** Families: each member (a file or folder) stands alone, and only the family's own `index.ts` and shared files know several. */
export const FAMILIES = {
  executors: ['inline', 'threads', 'processes', 'mpi', 'srun', 'flux', 'jobs', 'cluster'],
  stores: ['netcdf', 'zarr', 'parquet', 'csv'],
  schedulers: ['slurm', 'flux', 'pbs', 'sge'],
}
