"""Reads the file of results written as they come and prints what is in it."""

import json
import sys

import h5py
import xarray as xr

with h5py.File(sys.argv[1]) as f:
    chunks, compression = f["y"].chunks, f["y"].compression
with xr.open_dataset(sys.argv[1], engine="netcdf4") as ds:
    print(
        json.dumps(
            {
                "dims": dict(ds.sizes),
                "chunks": chunks,
                "compression": compression,
                "sums": [float(ds["n"].sum()), float(ds["y"].sum())],
                "missing": [int(ds["n"].isnull().sum()), int(ds["y"].isnull().sum())],
            }
        )
    )
