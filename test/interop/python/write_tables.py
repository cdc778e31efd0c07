"""Writes tables as other programs do: pandas, pyarrow with several codecs and encodings, DuckDB."""

import datetime
import decimal
import os
import sys

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

folder = sys.argv[1]


def at(name):
    return os.path.join(folder, name)


frame = pd.DataFrame(
    {
        "x": [0.1, None, 1e300],
        "n": [1, 2, -(2**53 - 1)],
        "ok": [True, False, True],
        "text": ["a", None, "é, \"q\"\nz"],
        "when": pd.to_datetime(["2024-02-29T12:00:00.001", None, "1969-12-31"], format="ISO8601"),
        "code": pd.Categorical(["u", "v", "u"]),
        "gap": pd.array([1, None, 3], dtype="Int16"),
    }
)
frame.to_parquet(at("pandas.parquet"), index=False)
frame.to_csv(at("pandas.csv"), index=False)
frame.to_csv(at("index.csv"))

table = pa.table(
    {
        "i8": pa.array([-128, 127, None], pa.int8()),
        "u16": pa.array([0, 65535, 1], pa.uint16()),
        "u32": pa.array([0, 2**32 - 1, None], pa.uint32()),
        "u64": pa.array([0, 2**53 - 1, 1], pa.uint64()),
        "large": pa.array([2**53 + 1, None, -1], pa.int64()),
        "single": pa.array([0.5, None, float("inf")], pa.float32()),
        "half": pa.array([0.5, None, -2], pa.float16()),
        "day": pa.array([datetime.date(2024, 2, 29), None, datetime.date(1970, 1, 1)]),
        "us": pa.array([1, None, -1500], pa.timestamp("us", tz="UTC")),
        "ns": pa.array([1_000_000, None, 500_000], pa.timestamp("ns")),
        "price": pa.array([decimal.Decimal("0.30"), None, decimal.Decimal("-12345.67")], pa.decimal128(9, 2)),
        "nothing": pa.nulls(3),
    }
)
pq.write_table(table.drop_columns(["price"]), at("arrow-gzip.parquet"), compression="gzip", use_dictionary=False)
pq.write_table(
    table, at("arrow-v1.parquet"), compression="brotli", data_page_version="1.0", version="2.6", store_decimal_as_integer=True, row_group_size=2
)
pq.write_table(
    table.select(["i8", "single"]), at("arrow-v2.parquet"), compression="none", data_page_version="2.0", use_dictionary=False, use_byte_stream_split=["single"]
)
pq.write_table(pa.table({"a": [1], "list": [[1, 2]], "struct": [{"b": 1}]}), at("nested.parquet"))
pq.write_table(pa.table({"a": [1, 2]}), at("zstd.parquet"), compression="zstd")

duckdb.execute(
    f"""copy (select i::integer as i, i * 0.5::double as x, i % 2 = 0 as ok, 1.25 as price, 'k' || i as text,
    timestamp '2024-02-29 00:00:00' + interval (i) hour as moment from range(3) t(i)) to '{at("duckdb.parquet")}'"""
)
