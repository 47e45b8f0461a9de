"""HF datasets: map(batched=True), Arrow format, a fingerprint that settings alone decide."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.integrations.conftest import Mixed, hard_bytes, need, told, travels
from textfix import Cleaner
from textfix.integrations import Account, Columns

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def datasets() -> Any:
    host = need("datasets")
    host.disable_progress_bars()
    return host


@pytest.mark.parametrize("style", [None, "arrow", "numpy", "pandas"])
def test_map_gives_what_clean_many_gives(datasets: Any, mixed: Mixed, style: str | None) -> None:
    data = datasets.Dataset.from_dict({"text": mixed.texts, "id": mixed.ids})
    if style:
        data = data.with_format(style)
    done = data.map(Columns(), batched=True).with_format(None)
    assert list(done["id"]) == mixed.ids
    assert list(done["text"]) == mixed.clean


def test_two_processes_and_the_account(datasets: Any, mixed: Mixed) -> None:
    texts = mixed.texts[:1000]
    data = datasets.Dataset.from_dict({"text": texts})
    done = data.map(Columns(account="told"), batched=True, num_proc=2)
    assert list(done["text"]) == mixed.clean[:1000]
    merged = Account.merged(done["told"])
    assert merged == Columns().accounted({"text": texts})[1]


def test_hard_rows(datasets: Any) -> None:
    raw, clean = hard_bytes()
    pa = need("pyarrow")
    data = datasets.Dataset(pa.table({"text": pa.array(raw, pa.large_binary())}))
    kinds = {"text": datasets.Value("large_string"), "told": datasets.Value("string")}
    for style in (None, "arrow"):
        # Without `features` the host makes bytes again of what Python lists hold.
        done = data.with_format(style).map(
            Columns(account="told"), batched=True, features=datasets.Features(kinds)
        )
        done = done.with_format(None)
        assert list(done["text"]) == clean
        told(Account.merged(done["told"]))


def mapped(work: Columns) -> Any:
    host = need("datasets")
    data = host.Dataset.from_dict({"text": ["å¤©", None, "a"]})
    return list(data.map(work, batched=True)["text"])


def test_it_travels(datasets: Any) -> None:
    travels(Columns(), mapped)


def test_the_fingerprint_is_stable_before_and_after_use(datasets: Any, tmp_path: Path) -> None:
    from datasets.fingerprint import Hasher

    work = Columns("text", Cleaner("normalize"))
    before = Hasher.hash(work)
    work({"text": ["ä¸\xad", None]})
    assert Hasher.hash(work) == before == Hasher.hash(Columns("text", Cleaner("normalize")))
    assert Hasher.hash(Columns("text")) != before
    data = datasets.Dataset.from_dict({"text": ["a"]})
    prints = {
        data.map(w, batched=True)._fingerprint for w in (work, work, Columns("text", "normalize"))
    }
    assert len(prints) == 1
