"""Reads a file of test/interop/written.ts with every reader and prints as JSON what xarray sees."""

import json
import sys

import h5py
import netCDF4
import numpy as np
import xarray as xr

path = sys.argv[1]


def read(engine):
    with xr.open_dataset(path, engine=engine, decode_timedelta=False) as ds:
        return ds.load()


a, b = read("netcdf4"), read("h5netcdf")
xr.testing.assert_identical(a, b)
for name in a.variables:
    assert a[name].dtype == b[name].dtype, name

with h5py.File(path) as f:
    scales = {name: [[scale.name for scale in dim.values()] for dim in f[name].dims] for name in ("energy", "result")}
    assert all("DIMENSION_LIST" in f[name].attrs for name in ("energy", "result", "ok", "label", "b"))
with netCDF4.Dataset(path) as nc:
    dimensions = {name: len(dim) for name, dim in nc.dimensions.items()}
    assert not any(dim.isunlimited() for dim in nc.dimensions.values())

table = a[["result"]].set_index(case=["a", "b"]).unstack("case")


def plain(variable):
    if variable.dtype.kind == "M":
        return [None if np.isnat(v) else int(v.astype("datetime64[ns]").astype("int64")) / 1e6 for v in variable.values.reshape(-1)]
    return [None if v != v else v for v in variable.values.reshape(-1).tolist()]


print(
    json.dumps(
        {
            "scales": scales,
            "dimensions": dimensions,
            "coords": sorted(a.coords),
            "dtypes": {name: str(variable.dtype) for name, variable in sorted(a.variables.items())},
            "values": {name: plain(variable) for name, variable in sorted(a.variables.items())},
            "attrs": {k: v.tolist() if hasattr(v, "tolist") else v for k, v in a.attrs.items() if k not in ("long", "windrow_failures")},
            "long": len(a.attrs["long"]),
            "failures": json.loads(a.attrs["windrow_failures"])[0]["error"]["message"],
            "energy": dict(a["energy"].attrs),
            "unstacked": table["result"].sel(a=2, b="v").item(),
        },
        ensure_ascii=False,
    )
)
