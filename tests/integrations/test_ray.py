"""Ray Data: map_batches with tasks and actors, shards as rows, in a local cluster."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integrations.conftest import DAMAGED, HEALTHY, Mixed, hard_bytes, need, told, travels
from textfix.integrations import Account, Columns, Shards
from textfix.integrations.ray import ColumnsActor
from textfix.integrations.values import missing

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def ray() -> Iterator[Any]:
    host = need("ray")
    need("ray.data")
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    os.environ["RAY_DATA_DISABLE_PROGRESS_BARS"] = "1"
    host.init(num_cpus=2, include_dashboard=False, log_to_driver=False, configure_logging=False,
              object_store_memory=200 << 20)  # fmt: skip
    yield host
    host.shutdown()


def rows(data: Any) -> dict[str, Any]:
    found = sorted(data.take_all(), key=lambda row: int(row["id"]))
    return {k: [None if missing(r[k]) else r[k] for r in found] for k in found[0]}


@pytest.mark.parametrize("style", ["pyarrow", "numpy", "pandas"])
def test_tasks_give_what_clean_many_gives(ray: Any, mixed: Mixed, style: str) -> None:
    pa: Any = importlib.import_module("pyarrow")
    table = pa.table({"id": mixed.ids, "text": mixed.texts})
    data = ray.data.from_arrow(table).repartition(4)
    done = data.map_batches(Columns(account="told"), batch_format=style)
    found = rows(done)
    assert found["text"] == mixed.clean
    assert Account.merged(found["told"]) == Columns().accounted(table)[1]


def test_actors(ray: Any, mixed: Mixed) -> None:
    pa: Any = importlib.import_module("pyarrow")
    data = ray.data.from_arrow(pa.table({"id": mixed.ids, "text": mixed.texts}))
    done = data.map_batches(
        ColumnsActor, fn_constructor_args=(Columns("text"),), batch_format="pyarrow",
        compute=ray.data.ActorPoolStrategy(size=1),
    )  # fmt: skip
    assert rows(done)["text"] == mixed.clean


def test_hard_rows(ray: Any) -> None:
    pa: Any = importlib.import_module("pyarrow")
    raw, clean = hard_bytes()
    table = pa.table({"id": range(len(raw)), "text": pa.array(raw, pa.large_binary())})
    done = ray.data.from_arrow(table).map_batches(Columns(account="told"), batch_format="pyarrow")
    found = rows(done)
    assert found["text"] == clean
    told(Account.merged(found["told"]))


def acted(actor: ColumnsActor) -> Any:
    return actor({"text": [DAMAGED, None, HEALTHY[1]]})


def test_the_actor_travels() -> None:
    travels(ColumnsActor(Columns()), acted)


def test_shards_as_rows(ray: Any, tmp_path: Path) -> None:
    paths = []
    for k in range(3):
        paths.append(str(tmp_path / f"{k}.txt"))
        Path(paths[-1]).write_text(DAMAGED)
    work = Shards(str(tmp_path / "out"))
    done = ray.data.from_items(paths).map(work).take_all()
    assert Account.merged(row["account"] for row in done).changed == 3
    assert sorted(row["path"] for row in done) == paths
