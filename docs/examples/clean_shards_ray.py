"""Clean a folder of Parquet or WET shards with Ray Data; start it again and it goes on.

python docs/examples/clean_shards_ray.py IN_FOLDER OUT_FOLDER [COLUMN]
"""

from __future__ import annotations

import sys
from pathlib import Path

from textfix import Cleaner
from textfix.integrations import Shards


def main(source: str, target: str, column: str = "text") -> int:
    """Clean every shard of a folder and write OUT_FOLDER/report.html."""
    import ray

    paths = sorted(str(p) for p in Path(source).iterdir() if p.is_file())
    work = Shards(target, (column,), Cleaner("repair"))
    work.sweep()
    ray.init(ignore_reinit_error=True, include_dashboard=False)
    # One row is one shard, so what a retry repeats is one shard, and only if it was not done.
    done = ray.data.from_items(paths).repartition(len(paths) or 1).map(work)
    for row in done.iter_rows():
        print(row["path"], flush=True)
    account = work.report(paths, f"{target}/report.html")
    print(f"{account.texts} texts, {account.changed} changed, {len(account.problems)} problems")
    return int(bool(account.problems))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
