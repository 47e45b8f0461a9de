"""Ray Data and Spark, which work in processes of their own: processor time of all of them.

Each is run on a few and on many texts, as it is and with textfix: a run costs seconds, whatever
its size, since workers are started for it.
"""

from __future__ import annotations

import importlib
import os
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, Self

from tests.benchmarks.harness import table
from textfix.integrations import Columns

FEW, MANY, ROUNDS = 10, 200, 3
"""How often the texts are repeated, and the turns of which the best counts."""
_TICK: Final = os.sysconf("SC_CLK_TCK")

Run = Callable[[str, Columns | None], None]
"""Read a Parquet file, clean it or not, and throw the rows away."""


class Meter:
    """Adds up the processor time of this process and all below it, those that ended too (Linux).

    Hosts start and end workers as they like, and who ends takes its time along: so all are looked
    at ten times a second, and the last look at each counts.
    """

    def __init__(self) -> None:
        self._seen: dict[tuple[int, int], int] = {}
        self._lock, self._done = threading.Lock(), threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._done.wait(0.1):
            self.seconds()

    def seconds(self) -> float:
        """Return the seconds so far."""
        with self._lock:
            self._look()
            return sum(self._seen.values()) / _TICK

    def _look(self) -> None:
        parents, times = {}, {}
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = path.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            number = int(path.parent.name)
            parents[number] = int(fields[1])
            times[number] = int(fields[19]), int(fields[11]) + int(fields[12])
        below = [os.getpid()]
        while below:
            number = below.pop()
            if number in times:
                started, ticks = times[number]
                self._seen[number, started] = ticks
            below += [child for child, above in parents.items() if above == number]


def measured(texts: list[str]) -> str:
    """Return a table of what a run costs in each host, without textfix and with it."""
    rows: list[tuple[object, ...]] = []
    for name, make in {"Ray Data": _ray, "Spark": _spark}.items():
        try:
            run = make()
        except ImportError as reason:
            rows.append((name, f"absent ({reason})", "", ""))
            continue
        with tempfile.TemporaryDirectory() as folder:
            for times in (FEW, MANY):
                path = _written(f"{folder}/{times}.parquet", texts, times)
                plain, cleaning = _prices(run, path)
                rows.append((name, len(texts) * times, f"{plain:.1f}", f"{cleaning:.1f}"))
    return (
        "Seconds of processor time of all processes of the host, texts from Parquet, rows thrown "
        f"away, best of {ROUNDS} turns:\n\n"
        + table(("host", "texts", "as it is", "with `Columns`"), rows)
    )


def _written(path: str, texts: list[str], times: int) -> str:
    pa: Any = importlib.import_module("pyarrow")
    pq: Any = importlib.import_module("pyarrow.parquet")
    pq.write_table(pa.table({"text": texts * times}), path, row_group_size=10_000)
    return path


def _prices(run: Run, path: str) -> tuple[float, float]:
    """Return the seconds of processor time for a run without textfix, and with it."""
    took: dict[Columns | None, float] = dict.fromkeys((None, Columns()), float("inf"))
    run(path, Columns())
    with Meter() as meter:
        for work in tuple(took) * ROUNDS:
            start = meter.seconds()
            run(path, work)
            took[work] = min(took[work], meter.seconds() - start)
    plain, cleaning = took.values()
    return plain, cleaning


def _ray() -> Run:
    os.environ["RAY_DATA_DISABLE_PROGRESS_BARS"] = "1"
    ray: Any = importlib.import_module("ray")
    importlib.import_module("ray.data")
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, ignore_reinit_error=True)

    def run(path: str, work: Columns | None) -> None:
        ray.data.read_parquet(path).map_batches(work or _same, batch_format="pyarrow").count()

    return run


def _same(batch: Any) -> Any:
    return batch


def _spark() -> Run:
    sql: Any = importlib.import_module("pyspark.sql")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = builder.config("spark.driver.host", "127.0.0.1").getOrCreate()

    def run(path: str, work: Columns | None) -> None:
        frame = session.read.parquet(path)
        done = frame.mapInArrow(work.batches if work else _all_the_same, frame.schema)
        done.write.format("noop").mode("overwrite").save()

    return run


def _all_the_same(batches: Any) -> Any:
    yield from batches
