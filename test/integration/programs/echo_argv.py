"""Prints its first argument three times: its bytes, itself as JSON, and its length in characters. Fails on request."""

import json
import os
import sys

value = sys.argv[1]
if value.endswith("!fail"):
    sys.exit(f"ValueError: cannot work with {os.fsencode(value).hex()}")
print(json.dumps({"hex": os.fsencode(value).hex(), "text": value, "length": len(value)}))
