"""Records what xarray prints, reduces and selects, as JSON for the tests beside this file.

    pip install xarray numpy pandas
    python test/unit/dataset/record-expected.py > test/fixtures/dataset/expected.json

Strings are numpy objects here: their kind is as long as `string`, and both count 8 bytes an element.
"""

import itertools
import json
import math
import sys

import numpy as np
import pandas as pd
import xarray as xr

rng = np.random.default_rng(7)


def plain(value):
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (int, np.integer)):
        return int(value) if abs(int(value)) < 2**53 else f"{value}n"
    if isinstance(value, (complex, np.complexfloating)):
        return {"re": part(value.real), "im": part(value.imag)}
    if isinstance(value, (float, np.floating)):
        value = float(value)
        if math.isnan(value):
            return None
        return value if math.isfinite(value) else ("inf" if value > 0 else "-inf")
    return value


def part(value):
    return "nan" if math.isnan(value) else "-0" if value == 0 and math.copysign(1, value) < 0 else plain(float(value))


def dtype_of(array):
    if array.dtype == np.int64 and array.size > 0 and np.abs(np.asarray(array.values)).max() >= 2**53:
        return "bigint64"
    if array.dtype.kind in "OU":
        return "string"
    return "int64" if array.dtype == np.uint64 else str(array.dtype)


def variable(array):
    return {
        "dims": list(array.dims),
        "shape": list(array.shape),
        "dtype": dtype_of(array),
        "values": [plain(v) for v in np.asarray(array.values).ravel()],
        "attrs": {k: plain(v) for k, v in array.attrs.items()},
    }


def dataset(ds):
    return {
        "sizes": dict(ds.sizes),
        "coords": {k: variable(v.variable) for k, v in ds.coords.items()},
        "vars": {k: variable(v.variable) for k, v in ds.data_vars.items()},
        "attrs": {k: plain(v) for k, v in ds.attrs.items()},
    }


def ours(text):
    head, *rest = text.replace("<xarray.", "<windrow.").replace("object", "string").split("\n")
    # "windrow" is a letter longer: the dims of an array that go on in the next line move along
    while head.startswith("<windrow.DataArray") and ")>" not in head:
        head += "\n " + rest.pop(0)
    return "\n".join([head, *rest])


def strings(values):
    return np.array(values, dtype=object)


def holes(array, share=0.2):
    array = array.copy()
    array[rng.random(array.shape) < share] = np.nan
    return array


def examples():
    yield "small", xr.Dataset(
        {
            "energy": (("T", "L"), holes(np.arange(6.0).reshape(2, 3) * 1.25), {"units": "J", "long_name": "energy"}),
            "count": ("L", np.array([1, 2, 3], dtype="int32")),
            "share": ("L", np.array([0.1, 0.25, 0.5], dtype="float32")),
            "ok": ("L", [True, False, True]),
            "label": ("L", strings(["a", "it's", 'say "hi"\n'])),
        },
        coords={"T": [1.5, 2.5], "L": [16, 32, 64]},
        attrs={"seed": 1, "task": "ising", "list": [1, 2], "flag": True, "ratio": 0.5},
    )
    yield "large", xr.Dataset(
        {
            "m": (("T", "L", "seed"), rng.normal(size=(21, 4, 50)), {"units": "1"}),
            "n": (("T", "seed"), rng.integers(-1000, 100000, size=(21, 50))),
            "flag": (("L",), np.array([True, False, False, True])),
            "mode": (("T", "L"), strings(["heat" if i % 3 else "metropolis and more" for i in range(84)]).reshape(21, 4)),
        },
        coords={
            "T": np.linspace(1.5, 3.5, 21),
            "L": [8, 16, 32, 64],
            "seed": np.arange(50),
            "beta": ("T", 1 / np.linspace(1.5, 3.5, 21)),
        },
        attrs={"text": "x" * 100, "two lines": "first\nsecond\tthird"},
    )
    yield "bare", xr.Dataset({"y": (("a", "b"), np.arange(12).reshape(3, 4)), "z": ("a", [1.0, np.nan, np.inf])})
    yield "empty", xr.Dataset()
    yield "nothing-along-x", xr.Dataset({"y": ("x", np.zeros(0)), "w": (("x", "k"), np.zeros((0, 2)))}, coords={"x": np.zeros(0)})
    yield "cases", xr.Dataset(
        {"y": ("case", [1.0, 4.0, 9.0, 16.0])},
        coords={"a": ("case", [1, 1, 2, 2]), "b": ("case", strings(["u", "v", "u", "v"])), "const": 3.5},
    )
    yield "extremes", xr.Dataset(
        {
            "big": ("x", [1e300, -1e-300, 0.0, -0.0, 123456.789]),
            "ints": ("x", np.array([0, -(2**53) + 1, 2**53 - 1, 10, -7])),
            "bytes": ("x", np.array([0, 255, 3, 4, 5], dtype="uint8")),
            "nan": ("x", [np.nan] * 5),
            "inf": ("x", [np.inf, -np.inf, 1.0, 2.5, np.nan]),
            "one": ((), 12345.678),
        },
        coords={"x": [1, 10, 100, 1000, 10000]},
    )
    halves = np.array([12.125, 2.0625, 0.00390625, 1 / 512, 3 / 1024, 0.5, -12.375, 1 + 2**-30])
    yield "ties", xr.Dataset({"d": ("x", halves), "f": ("x", halves.astype("float32")), "s": ("x", halves * 2.0**40)})
    many = {f"a_variable_with_a_long_name_{i}": (f"dim_{i % 14}", np.arange(i % 14 + 1.0)) for i in range(20)}
    yield "many", xr.Dataset(many, attrs={f"attr{i}": i for i in range(15)})
    yield "wide", xr.Dataset(
        {"v" * 30: (("first_dim_of_all", "second_dim_of_all", "third"), rng.normal(size=(2, 3, 4)) * 1e5)},
        coords={"first_dim_of_all": strings(["a" * 60, "b" * 60])},
    )
    nan = complex("nan+nanj")
    yield "complex", xr.Dataset(
        {
            "plain": ("x", np.array([1 + 2j, 3.5 - 4j, nan])),
            "pure": ("x", np.array([0j, -1j, complex(-0.0, 1e-5)])),
            "wide": ("x", np.array([1e10 + 1j, 1, 1e20 - 1e16j])),
            "infinite": ("x", np.array([complex("inf"), 1 - 1e-3j, complex(-np.inf, -np.inf)])),
            "thirds": ("x", np.array([1 / 3 + 2j / 3, 0.1, 1e-7 - 123456.789j])),
            "none": ("x", np.full(3, nan)),
            "grid": (("x", "y"), np.arange(6).reshape(3, 2) + 1j * np.linspace(0, 1e4, 6).reshape(3, 2)),
            "one": ((), np.array(1.5 + 2j)),
            "many": ("t", np.arange(1200) * (0.5 - 1j)),
        },
        coords={"x": [1j, 2 + 0j, -3.5j]},
    )
    yield "cube", xr.Dataset({"c": (("i", "j", "k", "l"), np.arange(4.0 * 5 * 6 * 7).reshape(4, 5, 6, 7) / 8)})


def arrays():
    for i in range(60):
        shape = [(5,), (40,), (300,), (3, 4), (30, 20), (2, 3, 4), (9, 9, 9), (), (1,), (7, 1)][i % 10]
        kind = i // 10
        size = int(np.prod(shape))
        if kind == 0:
            values = rng.normal(size=size)
        elif kind == 1:
            values = np.round(rng.normal(size=size) * 10, 2)
        elif kind == 2:
            values = 10.0 ** rng.integers(-12, 12, size=size) * rng.normal(size=size)
            values[rng.random(size) < 0.1] = np.nan
        elif kind == 3:
            values = (rng.normal(size=size) * 100).astype("float32")
        elif kind == 4:
            values = rng.integers(-5000, 5000, size=size).astype(["int64", "int16", "int32"][i % 3])
        else:
            values = rng.random(size) < 0.5 if i % 2 else strings([f"s{j % 11}" for j in range(size)])
        dims = [f"d{j}" for j in range(len(shape))]
        yield f"array {i}", xr.Dataset({"v": (dims, values.reshape(shape))})


def prints():
    for name, ds in [*examples(), *arrays()]:
        # xarray prints bytes of the string array as objects do: 8 each
        texts = {k: ours(repr(ds[k])) for k in ds.data_vars}
        yield {"name": name, "dataset": dataset(ds), "text": ours(repr(ds)), "arrays": texts}


def reductions():
    sources = xr.Dataset(
        {
            "f": (("x", "y", "z"), holes(rng.normal(size=(3, 4, 5)))),
            "g": (("x", "y"), holes(rng.normal(size=(3, 4)), 0.6).astype("float32")),
            "i": (("z", "x"), rng.integers(-50, 50, size=(5, 3)).astype("int16")),
            "u": (("y",), np.array([1, 2, 3, 2**32 - 1], dtype="uint32")),
            "k": (("x", "y", "z"), rng.integers(-9, 9, size=(3, 4, 5))),
            "b": (("x", "z"), rng.random((3, 5)) < 0.5),
            "none": (("x", "y"), np.full((3, 4), np.nan)),
        },
        coords={"x": [1.0, 2.0, 3.0], "y": [0, 1, 2, 3]},
    )
    sources["c"] = (("x", "y", "z"), rng.normal(size=(3, 4, 5)) + 1j * rng.normal(size=(3, 4, 5)))
    sources["c"] = sources["c"].where(rng.random((3, 4, 5)) > 0.3, complex("nan+nanj"))
    sources["q"] = (("x", "y"), 2**58 + rng.integers(0, 2**40, size=(3, 4)))
    cases = []
    for name, array in sources.data_vars.items():
        choices = [None]
        for n in range(1, array.ndim + 1):
            choices += [list(c) for c in itertools.combinations(array.dims, n)]
        for dims, how, skip in itertools.product(choices, ["mean", "sum", "min", "max", "std", "count"], [True, False]):
            if (how == "count" and not skip) or (name == "c" and how in ("min", "max")):
                continue
            for ddof in [0, 1] if how == "std" else [0]:
                options = {"skipna": skip} if how != "count" else {}
                if how == "std":
                    options["ddof"] = ddof
                if name in ("i", "k", "u", "b", "q") and how in ("min", "max"):
                    options = {}
                result = getattr(array, how)(dims, **options)
                cases.append({"of": name, "dims": dims, "how": how, "skipMissing": skip, "ddof": ddof, "result": variable(result.variable)})
    return {"dataset": dataset(sources), "cases": cases}


def selections():
    ds = xr.Dataset(
        {
            "e": (("T", "L"), np.arange(20.0).reshape(5, 4)),
            "s": (("L", "m"), np.arange(12).reshape(4, 3)),
            "c": ("T", [1, 2, 3, 4, 5]),
        },
        coords={"T": [0.5, 1.0, 1.5, 2.0, 2.5], "L": [64, 32, 16, 8], "m": strings(["a", "b", "c"]), "beta": ("T", [2.0, 1.0, 0.66, 0.5, 0.4])},
    )
    pairs = [
        ("sel", {"T": 2.0}, ds.sel(T=2.0)),
        ("sel", {"T": [2.5, 0.5]}, ds.sel(T=[2.5, 0.5])),
        ("sel", {"T": {"from": 0.9, "to": 2.0}}, ds.sel(T=slice(0.9, 2.0))),
        ("sel", {"T": {"from": 1.5}, "m": "b"}, ds.sel(T=slice(1.5, None), m="b")),
        ("sel", {"L": [16], "T": {"to": 1.0}}, ds.sel(L=[16], T=slice(None, 1.0))),
        ("sel", {"T": {"nearest": 1.7}}, ds.sel(T=1.7, method="nearest")),
        ("sel", {"T": {"nearest": 1.25}}, ds.sel(T=1.25, method="nearest")),
        ("sel", {"L": {"nearest": 12}}, ds.sel(L=12, method="nearest")),
        ("sel", {"T": {"nearest": [0, 9, 1.1]}}, ds.sel(T=[0, 9, 1.1], method="nearest")),
        ("sel", {"T": {"nearest": 1.6, "tolerance": 0.11}}, ds.sel(T=1.6, method="nearest", tolerance=0.11)),
        ("sel", {"L": 32, "m": ["c", "a"]}, ds.sel(L=32, m=["c", "a"])),
        ("isel", {"T": 0}, ds.isel(T=0)),
        ("isel", {"T": -1, "L": -2}, ds.isel(T=-1, L=-2)),
        ("isel", {"T": [3, 3, 0], "m": [-1]}, ds.isel(T=[3, 3, 0], m=[-1])),
        ("isel", {"T": {"start": 1, "stop": -1}}, ds.isel(T=slice(1, -1))),
        ("isel", {"T": {"step": 2}, "L": {"step": -1}}, ds.isel(T=slice(None, None, 2), L=slice(None, None, -1))),
        ("isel", {"L": {"start": -3, "stop": 100}}, ds.isel(L=slice(-3, 100))),
        ("isel", {"L": {"start": 3, "stop": 0, "step": -2}}, ds.isel(L=slice(3, 0, -2))),
        ("isel", {"L": {"start": 2, "stop": 2}}, ds.isel(L=slice(2, 2))),
    ]
    cases = []
    for method, selection, result in pairs:
        frame = result.to_dataframe().reset_index() if result.sizes else pd.DataFrame([{k: v.item() for k, v in result.variables.items()}])
        names = [*result.coords, *result.data_vars]
        rows = [{n: plain(row[n]) for n in names} for row in frame.to_dict("records")]
        cases.append({"method": method, "selection": selection, "result": dataset(result), "rows": rows})
    return {"dataset": dataset(ds), "cases": cases}


print(f"xarray {xr.__version__}, numpy {np.__version__}, pandas {pd.__version__}", file=sys.stderr)
json.dump({"prints": list(prints()), "reductions": reductions(), "selections": selections()}, sys.stdout, separators=(",", ":"))
