"""Joins the datasets of single points as xarray does, and says whether that is what another file holds, kinds apart."""

import json
import sys

import numpy
import xarray

joined = xarray.open_dataset(sys.argv[1])
dim = sys.argv[2]
points = [xarray.open_dataset(path) for path in sys.argv[3:]]
index = xarray.DataArray(joined[dim].values, dims=[dim], name=dim)
expected = xarray.concat(points, dim=index, join="outer", coords="different", compat="equals", data_vars="all")
expected = expected.transpose(*joined.dims)


def same(ours, theirs):
    if ours.dims != theirs.dims or ours.shape != theirs.shape:
        return f"{ours.dims} {ours.shape} is not {theirs.dims} {theirs.shape}"
    a, b = ours.values.astype(object), theirs.values.astype(object)
    absent = [numpy.asarray(xarray.DataArray(x).isnull().values) for x in (a, b)]
    return bool(numpy.array_equal(*absent) and (a[~absent[0]] == b[~absent[1]]).all())


print(
    json.dumps(
        {
            "sizes": dict(joined.sizes),
            "names": sorted(map(str, expected.variables)) == sorted(map(str, joined.variables)),
            "same": {str(name): same(joined[name], expected[name]) for name in joined.variables},
        }
    )
)
