"""Reads complex numbers and long integers that were written as they came and prints what is in the file."""

import json
import sys

import h5py
import xarray as xr

path = sys.argv[1]
with h5py.File(path) as f:
    packed = [f[name].compression for name in ("z", "n")]
with xr.open_dataset(path, engine="h5netcdf", mask_and_scale=False) as ds:
    ds.load()
z, late = ds["z"].dropna("i").values, ds["late"].dropna("i").values
n = ds["n"].values[ds["n"].values != ds["n"].attrs["_FillValue"]]
assert (z.real == z.imag).all()
print(
    json.dumps(
        {
            "dtypes": {name: str(ds[name].dtype) for name in ("z", "late", "n")},
            "missing": {"z": ds.sizes["i"] - len(z), "late": ds.sizes["i"] - len(late), "n": ds.sizes["i"] - len(n)},
            "packed": packed,
            "z": [float(z[0].real), float(z[-1].real)],
            "late": [[float(v.real), float(v.imag)] for v in (late[0], late[-1])],
            "n": [str(n[0]), str(n[-1])],
        }
    )
)
