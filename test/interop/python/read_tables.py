"""Reads a CSV and a Parquet file with pandas and DuckDB and prints what is in them."""

import json
import sys

import duckdb
import pandas as pd
import pyarrow.parquet as pq

csv, parquet = sys.argv[1:]


def plain(value):
    if value is pd.NaT or value is pd.NA or value is None:
        return None
    if isinstance(value, float) and value != value:
        return None
    if isinstance(value, pd.Timestamp):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value


def columns(frame):
    return {name: [plain(value) for value in frame[name]] for name in frame}


from_csv = pd.read_csv(csv, parse_dates=["when"], dtype={"text": str, "id": str}, keep_default_na=False, na_values={"x": [""], "n": [""], "ok": [""]})
from_parquet = pd.read_parquet(parquet)
schema = pq.read_schema(parquet)
db = duckdb.connect()
print(
    json.dumps(
        {
            "csv": {"types": {name: str(kind) for name, kind in from_csv.dtypes.items()}, "values": columns(from_csv)},
            "arrow": {field.name: [str(field.type), field.nullable] for field in schema},
            "parquet": columns(from_parquet),
            "notes": sorted(key.decode() for key in schema.metadata),
            "duckdb": {
                "parquet": db.execute(f"select avg(x), count(x), sum(n)::bigint, count(*) from '{parquet}' where i8 < 100").fetchall(),
                "csv": db.execute(f"select x, id, text from read_csv('{csv}', all_varchar=false, types={{'id': 'VARCHAR'}}) order by n nulls last limit 2").fetchall(),
            },
        }
    )
)
