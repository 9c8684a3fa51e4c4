"""Prints what each public import costs under both packages: `python benchmarks/import_table.py`, options as run.py."""

from __future__ import annotations

import sys

from run import main

if __name__ == "__main__":
    sys.exit(main(kinds=["import"]))
