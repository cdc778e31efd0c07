"""Reads a file of test/interop/kinds.ts with every reader, writes it again with xarray, and prints as JSON what is seen.

    through_xarray.py IN DECODED RAW

DECODED is written from what xarray makes of the file (integers that miss some are floats there), RAW from the elements as they
are stored, with the attributes that say what they mean.
"""

import json
import sys
import warnings

import h5py
import netCDF4
import numpy as np
import xarray as xr

path, decoded, raw = sys.argv[1:]
warnings.simplefilter("ignore")


def text(value):
    """One element as text that says all of it; None where it is missing."""
    if value is None or value != value:
        return None
    if isinstance(value, (complex, np.complexfloating)):
        return f"{float(value.real)!r} {float(value.imag)!r}"
    if isinstance(value, np.datetime64):
        return str(value.astype("datetime64[ms]"))
    return str(value.item() if isinstance(value, np.generic) else value)


def texts(values):
    array = np.asarray(values)
    missing = np.isnat(array) if array.dtype.kind == "M" else [None] * array.size
    flat = array.reshape(-1)
    return [None if gone is not None and gone else text(v) for v, gone in zip(flat, np.reshape(missing, -1))]


with xr.open_dataset(path, engine="h5netcdf", decode_timedelta=False) as ds:
    ds.load()
with xr.open_dataset(path, engine="h5netcdf", mask_and_scale=False, decode_times=False) as stored:
    stored.load()
with xr.open_dataset(path, engine="netcdf4", decode_timedelta=False) as other:
    other.load()
    # netCDF-C 4.10 gives complex numbers as records of their parts, 4.9.0 leaves them out
    records = [name for name in ds.data_vars if ds[name].dtype.kind == "c" and name in other]
    for name in records:
        parts = other[name].values
        np.testing.assert_array_equal(parts["r"] + 1j * parts["i"], ds[name].values)
    xr.testing.assert_identical(ds.drop_vars([n for n in ds.data_vars if ds[n].dtype.kind == "c"]), other.drop_vars(records))
with h5py.File(path) as f:
    in_h5py = {name: str(f[name].dtype) for name in ds.variables}
with netCDF4.Dataset(path) as nc:
    in_netcdf4 = sorted(nc.variables)

ds.to_netcdf(decoded, engine="h5netcdf", invalid_netcdf=True)
stored.to_netcdf(raw, engine="h5netcdf", invalid_netcdf=True)

unstacked = {}
if "case" in ds.sizes:
    table = ds.set_index(case=["a", "b"]).unstack("case")
    assert table["a"].values.tolist() == [1, 2], table["a"]
    assert table["b"].values.tolist() == [0.5, 1.5], table["b"]
    unstacked = {name: texts(table[name].transpose("a", "b").values) for name in table.data_vars}
print(
    json.dumps(
        {
            "dtypes": {name: str(variable.dtype) for name, variable in ds.variables.items()},
            "values": {name: texts(variable.values) for name, variable in ds.variables.items()},
            "stored": {name: texts(variable.values) for name, variable in stored.variables.items()},
            "h5py": in_h5py,
            "netcdf4": in_netcdf4,
            "unstacked": unstacked,
        }
    )
)
