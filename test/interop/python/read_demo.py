"""Reads the demo's file with every reader, holds the readers against each other, and prints as JSON what they see."""

import json
import sys

import h5py
import numpy as np
import xarray as xr

path = sys.argv[1]


def read(engine):
    with xr.open_dataset(path, engine=engine) as ds:
        return ds.load()


a, b = read("netcdf4"), read("h5netcdf")
xr.testing.assert_identical(a, b)
with h5py.File(path) as f:
    dims = {name: [f[ref].name for (ref,) in f[name].attrs["DIMENSION_LIST"]] for name in a.data_vars}
    for name in a.data_vars:
        assert np.array_equal(f[name][...], a[name].values), name

print(
    json.dumps(
        {
            "sizes": dict(a.sizes),
            "dims": dims,
            "dtypes": {name: str(variable.dtype) for name, variable in a.variables.items()},
            "L": a["L"].values.tolist(),
            "seeds": len(a["seed"]),
            "attrs": {key: str(a.attrs[key]) for key in ("title", "windrow_function", "windrow_seed", "windrow_node")},
            "provenance": sorted(key for key in a.attrs if key.startswith("windrow_")),
            "energy": dict(a["e"].attrs),
            "mean": float(a["m"].sel(L=32, T=1.6).mean()),
        }
    )
)
