"""Says whether the rows of a sparse file, unstacked by xarray, are the grid of another file: element by element, kinds too."""

import json
import sys

import numpy
import xarray

sparse = xarray.open_dataset(sys.argv[1])
grid = xarray.open_dataset(sys.argv[2])
names = sys.argv[3].split(",")
unstacked = sparse.set_index(case=names).unstack("case").transpose(*grid.dims)


def same(ours, theirs):
    a, b = ours.values.astype(object), theirs.values.astype(object)
    both = [xarray.DataArray(x).isnull().values for x in (a, b)]
    return bool(numpy.array_equal(both[0], both[1]) and (a[~both[0]] == b[~both[1]]).all())


print(
    json.dumps(
        {
            "sizes": dict(grid.sizes),
            "coords": {name: grid[name].values.tolist() for name in grid.coords},
            "same": {name: same(unstacked[name], grid[name]) for name in grid.data_vars},
            "present": {name: int(grid[name].notnull().sum()) for name in grid.data_vars},
        }
    )
)
