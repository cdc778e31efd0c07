"""Writes files of every kind into the folder given, each with a JSON text of the values that xarray itself reads."""

import datetime
import json
import sys
import warnings

import cftime
import h5py
import netCDF4
import numpy as np
import xarray as xr

warnings.simplefilter("ignore")
folder = sys.argv[1]


def plain(values):
    """Elements as JSON knows them: null where missing, dates as milliseconds since 1970."""
    flat = np.asarray(values).reshape(-1)
    if flat.dtype.kind == "M":
        ns = flat.astype("datetime64[ns]")
        return [None if np.isnat(v) else int(v.astype("int64")) / 1e6 for v in ns]
    out = []
    for v in flat.tolist():
        if isinstance(v, bytes):
            v = v.decode()
        if isinstance(v, (cftime.datetime, datetime.datetime)):
            raise TypeError("a date of a calendar that has none here")
        if v is None or (isinstance(v, float) and v != v):
            out.append(None)
        elif isinstance(v, float) and abs(v) == float("inf"):
            out.append("Infinity" if v > 0 else "-Infinity")
        else:
            out.append(v)
    return out


def attr(value):
    if isinstance(value, np.ndarray):
        return [attr(v) for v in value.tolist()]
    if isinstance(value, (list, tuple)):
        return [attr(v) for v in value]
    if isinstance(value, bytes):
        return value.decode()
    return value.item() if isinstance(value, np.generic) else value


def record(name, skip=(), flags=(), **options):
    """What xarray reads; `skip` are variables that cannot be read here, `flags` attributes for what xarray drops."""
    with xr.open_dataset(f"{folder}/{name}", decode_timedelta=False, **options) as ds:
        variables = {}
        for key, variable in ds.variables.items():
            if key in skip:
                continue
            kind = variable.dtype.kind
            attrs = {k: attr(v) for k, v in variable.attrs.items()}
            variables[key] = {"dims": variable.dims, "kind": kind, "values": plain(variable.values), "attrs": attrs}
        for key, attrs in flags:
            variables[key]["attrs"].update(attrs)
        expected = {
            "sizes": dict(ds.sizes),
            "coords": sorted(ds.coords),
            "attrs": {k: attr(v) for k, v in ds.attrs.items()},
            "variables": variables,
        }
    with open(f"{folder}/{name}.json", "w") as text:
        json.dump(expected, text, indent=1, ensure_ascii=False, allow_nan=False)
        text.write("\n")


def with_xarray(name, engine):
    x = np.array([0.5, 1.5, 2.5])
    when = np.array(["2026-11-20T12:00:00", "NaT", "1969-07-20T20:17:40.123"], dtype="datetime64[ns]")
    ds = xr.Dataset(
        {
            "energy": (("x", "method"), np.array([[1.0, np.nan], [np.inf, -2.5], [3.25, 1e300]]), {"units": "eV", "note": "größer", "levels": [1, 2, 3], "factors": [0.5, 1.5]}),
            "single": (("x",), np.array([1.1, np.nan, 3.3], dtype="f4")),
            "packed": (("x",), np.array([10.0, np.nan, 12.5]), {}),
            "packed32": (("x",), np.array([10.0, np.nan, 12.5], dtype="f4"), {}),
            "filled": (("x",), np.array([1.0, np.nan, 3.0])),
            "valued": (("x",), np.array([1.0, np.nan, 3.0])),
            "gappy": (("x",), np.array([1.0, np.nan, 3.0])),
            "ok": (("x",), np.array([True, False, True])),
            "label": (("x",), np.array(["a", "", "é😀"], dtype=object)),
            "letters": (("x",), np.array([b"abc", b"d", b""], dtype="S3")),
            "big_endian": (("x",), np.array([1, -2, 2**30], dtype="i4")),
            "big_double": (("x",), np.array([1.5, -2.25, 1e-300])),
            "i8": (("x",), np.array([-128, 0, 127], dtype="i1")),
            "u8": (("x",), np.array([0, 1, 255], dtype="u1")),
            "u16": (("x",), np.array([0, 1, 65535], dtype="u2")),
            "u32": (("x",), np.array([0, 1, 2**32 - 1], dtype="u4")),
            "i64": (("x",), np.array([-(2**53) + 1, 0, 2**53 - 1])),
            "u64": (("x",), np.array([0, 1, 2**53 - 1], dtype="u8")),
            "scalar": ((), 42),
            "when_days": (("x",), when),
            "when_ns": (("x",), when),
            "when_s": (("t",), np.arange(4).astype("datetime64[s]")),
            "bulk": (("t", "x", "pixel"), np.arange(4 * 3 * 50, dtype="f8").reshape(4, 3, 50) % 17),
            "grüße": (("t",), np.arange(4.0)),
        },
        {
            "x": ("x", x, {"units": "cm"}),
            "method": ("method", np.array(["rk4", "Störmer"], dtype=object)),
            "t": ("t", np.array(["2000-01-01", "2000-01-02", "2000-01-03", "2000-02-29"], dtype="datetime64[ns]")),
            "x_label": ("x", np.array(["u", "v", "w"], dtype=object)),
            "grid": (("x", "method"), np.arange(6).reshape(3, 2)),
            "beta": 2.5,
            "epoch": np.datetime64("2020-02-02T02:02:02", "ns"),
        },
        {"title": "by xarray", "number": 3, "float": 0.5, "list": [1, 2], "words": ["a", "b"], "unicode": "ünï"},
    )
    encoding = {
        "packed": {"dtype": "i2", "scale_factor": 0.1, "add_offset": 5.0, "_FillValue": -32768},
        "packed32": {"dtype": "u1", "scale_factor": np.float32(0.5), "add_offset": np.float32(1.0), "_FillValue": 255},
        "filled": {"_FillValue": -999.0},
        "valued": {"missing_value": -1.0, "_FillValue": None},
        "gappy": {"dtype": "i4", "_FillValue": -1},
        "letters": {"dtype": "S1"},
        "big_endian": {"dtype": ">i4"},
        "big_double": {"dtype": ">f8"},
        "when_days": {"units": "days since 2000-01-01 06:00", "dtype": "f8"},
        "when_ns": {"units": "nanoseconds since 1970-01-01", "dtype": "i8"},
        "when_s": {"units": "seconds since 1970-01-01T00:00:00"},
        "t": {"units": "hours since 2000-01-01", "calendar": "standard"},
        "bulk": {"zlib": True, "shuffle": True, "complevel": 4, "chunksizes": (1, 2, 30)},
    }
    ds.to_netcdf(f"{folder}/{name}", engine=engine, encoding=encoding, unlimited_dims=["t"])
    record(name, engine=engine)


def with_netcdf4():
    name = "netcdf4.nc"
    with netCDF4.Dataset(f"{folder}/{name}", "w") as nc:
        nc.createDimension("time", None)
        nc.createDimension("x", 2)
        nc.createDimension("length", 5)
        nc.createDimension("letters", 3)
        nc.title = "by netCDF4"
        nc.setncattr_string("text", "as string")
        nc.setncattr("words", ["one", "two"])
        time = nc.createVariable("time", "f8", ("time",))
        time.units = "days since 2001-01-01 00:00:0.0 +02:00"
        time.calendar = "gregorian"
        full = nc.createVariable("full", "f4", ("time", "x"), zlib=True, shuffle=True, fletcher32=True)
        full[:] = np.arange(8).reshape(4, 2)
        short = nc.createVariable("short", "f8", ("time",), fill_value=-9.0)
        short[:2] = [1, 2]
        time[:] = [0, 0.5, 1.25, 365]
        chars = nc.createVariable("chars", "S1", ("x", "length"))
        chars[:] = netCDF4.stringtochar(np.array(["abc", "hello"], dtype="S5"))
        letters = nc.createVariable("letters", "S1", ("letters",))
        letters[:] = np.array([b"a", b"b", b"c"], dtype="S1")
        text = nc.createVariable("text", str, ("x",))
        text[0] = "vlen é"
        hours = nc.createVariable("noleap", "i4", ("x",))
        hours[:] = [1, 2]
        hours.units, hours.calendar = "hours since 2000-01-01", "noleap"
        months = nc.createVariable("months", "i4", ("x",))
        months[:] = [1, 2]
        months.units = "months since 2000-01-01"
        delta = nc.createVariable("delta", "i4", ("x",))
        delta[:] = [1, 2]
        delta.units = "days"
        signed = nc.createVariable("hint", "i1", ("x",), fill_value=-1)
        signed.set_auto_maskandscale(False)
        signed[:] = np.array([-2, -1], dtype="i1")
        signed.setncattr("_Unsigned", "true")
        state = nc.createEnumType("u1", "state_t", {"off": 0, "on": 1, "broken": 7})
        nc.createVariable("state", state, ("x",))[:] = np.array([7, 1], dtype="u1")
        nc.createVariable("beyond", "i8", ("x",))[:] = np.array([2**60, 1])
        pair = np.dtype([("a", "f8"), ("b", "i4")])
        kind = nc.createCompoundType(pair, "pair_t")
        nc.createVariable("records", kind, ("x",))[:] = np.array([(1.0, 2), (3.0, 4)], dtype=pair)
        lists = nc.createVLType("i4", "list_t")
        ragged = nc.createVariable("ragged", lists, ("x",))
        ragged[0], ragged[1] = np.array([1], dtype="i4"), np.array([1, 2], dtype="i4")
        whole = nc.createVariable("whole", "i2", ())
        whole[...] = 7
        group = nc.createGroup("inner")
        group.createVariable("hidden", "f8", ("x",))[:] = [1, 2]
    record(
        name,
        flags=[("state", {"flag_values": [0, 1, 7], "flag_meanings": "off on broken"})],
        engine="netcdf4", drop_variables=["beyond", "records", "ragged", "noleap", "months"],
    )


def with_h5py():
    name = "h5py.h5"
    with h5py.File(f"{folder}/{name}", "w") as f:
        f.attrs["title"] = "by h5py"
        f.attrs["fixed"] = np.bytes_("bytes")
        f["ok"] = np.array([True, False])
        f["half"] = np.array([0.5, -1.25, np.inf, 6e-8], dtype="f2")
        f["big"] = np.arange(4, dtype=">f8")
        f["big_int"] = np.array([[1, -2], [3, 4]], dtype=">i8")
        f["fixed"] = np.array([b"ab", b"cde"], dtype="S4")
        f.create_dataset("utf8", data=["ä", "b"], dtype=h5py.string_dtype("utf-8"))
        f.create_dataset("ascii", data=["x", "y"], dtype=h5py.string_dtype("ascii"))
        f["fixed_utf8"] = np.array(["ä".encode(), b"bc"], dtype=h5py.string_dtype("utf-8", 4))
        f["scalar"] = 2.5
        f["text"] = "one"
        f["complex"] = np.array([1 + 2j, 3j])
        f["nothing"] = h5py.Empty("f8")
        f["square"] = np.arange(9).reshape(3, 3)
        f.create_dataset("checked", data=np.arange(1000), chunks=(100,), shuffle=True, compression="gzip", fletcher32=True)
        f["grid"] = np.arange(6.0).reshape(2, 3)
        f["row"] = np.array([1.0, 2.0])
        f["row"].make_scale("row")
        f["grid"].dims[0].attach_scale(f["row"])
    with h5py.File(f"{folder}/groups.h5", "w") as f:
        f["a/b"] = [1]


with_xarray("xarray-netcdf4.nc", "netcdf4")
with_xarray("xarray-h5netcdf.nc", "h5netcdf")
with_netcdf4()
with_h5py()
with netCDF4.Dataset(f"{folder}/netcdf3.nc", "w", format="NETCDF3_CLASSIC") as old:
    old.createDimension("x", 1)
