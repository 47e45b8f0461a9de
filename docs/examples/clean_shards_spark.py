"""Clean a folder of Parquet or WET shards with Spark; start it again and it goes on.

PYSPARK_PYTHON=$(which python) python docs/examples/clean_shards_spark.py IN_FOLDER OUT_FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

from textfix import Cleaner
from textfix.integrations import Shards


def main(source: str, target: str, column: str = "text") -> int:
    """Clean every shard of a folder and write OUT_FOLDER/report.html."""
    from pyspark.sql import SparkSession

    session = SparkSession.builder.appName("textfix").getOrCreate()
    paths = sorted(str(p) for p in Path(source).iterdir() if p.is_file())
    work = Shards(target, (column,), Cleaner("repair"))
    work.sweep()
    # One partition is one shard: no task holds more than one, none is lost with another.
    session.sparkContext.parallelize(paths, len(paths) or 1).map(work).count()
    account = work.report(paths, f"{target}/report.html")
    print(f"{account.texts} texts, {account.changed} changed, {len(account.problems)} problems")
    return int(bool(account.problems))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
