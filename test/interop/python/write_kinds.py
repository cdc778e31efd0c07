"""Writes what other programs make of complex numbers and of integers beyond 2^53 into the folder given."""

import sys

import h5py
import numpy as np
import xarray as xr

folder = sys.argv[1]
nan = complex("nan+nanj")
z = np.array([1 + 2j, nan, -3.5j])
big = np.array([2**60 + 1, -(2**63), 2**63 - 1])
unsigned = np.array([2**64 - 1, 0, 2**63 + 1], dtype="u8")

grid = xr.Dataset(
    {
        "z": (("x", "y"), np.arange(6).reshape(2, 3) * (1 - 0.5j), {"units": "V"}),
        "z_gap": ("y", z),
        "z32": ("y", z.astype("c8")),
        "packed": (("t",), np.arange(20000) * (1 + 1j)),
        "big": ("y", big),
        "unsigned": ("y", unsigned),
        "big_gap": ("y", np.array([2**60 + 1, 7, 5])),
    },
    {"x": [0.5, 1.5], "y": ["a", "b", "c"], "id": ("y", big), "phase": ("y", [1j, -1j, 2 + 0j])},
)
# xarray has no integers that are missing: they are marked by hand
encoding = {"packed": {"zlib": True, "chunksizes": (700,)}}
grid["big_gap"].attrs["_FillValue"] = np.int64(7)
grid.to_netcdf(f"{folder}/grid.nc", engine="h5netcdf", invalid_netcdf=True, encoding=encoding)

rows = xr.Dataset({"z": ("case", z), "n": ("case", big)}, {"a": ("case", [1, 1, 2]), "b": ("case", [0.5, 1.5, 0.5])})
rows.set_coords(["a", "b"]).to_netcdf(f"{folder}/sparse.nc", engine="h5netcdf", invalid_netcdf=True)

with h5py.File(f"{folder}/records.h5", "w") as f:
    for re, im in [("r", "i"), ("re", "im"), ("real", "imag"), ("Real", "Imaginary")]:
        f[f"{re}_{im}"] = np.array([(1.0, 2.0), (3.0, -4.0)], dtype=[(re, "f8"), (im, "f8")])
    f["turned"] = np.array([(2.0, 1.0), (-4.0, 3.0)], dtype=[("i", "f8"), ("r", "f8")])
    f["single"] = np.array([(1.0, 2.0), (3.0, -4.0)], dtype=[("r", "f4"), ("i", "f4")])
    f["padded"] = np.array([(1.0, 2.0), (3.0, -4.0)], dtype=np.dtype({"names": ["r", "i"], "formats": ["f8", "f8"], "offsets": [8, 24], "itemsize": 40}))
    f["big_endian"] = np.array([(1.0, 2.0), (3.0, -4.0)], dtype=[("r", ">f8"), ("i", ">f8")])
    f["scalar"] = np.complex128(1 + 2j)
    f["whole"] = np.array([(1, 2), (3, -4)], dtype=[("r", "i4"), ("i", "i4")])
    f["three"] = np.array([(1.0, 2.0, 3.0)], dtype=[("r", "f8"), ("i", "f8"), ("j", "f8")])
