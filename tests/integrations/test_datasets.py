"""HF datasets: map(batched=True), Arrow format, a fingerprint that settings alone decide."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.integrations.conftest import Mixed, need
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
    number = len(mixed.ids) if style in (None, "arrow") else 1_000
    data = datasets.Dataset.from_dict({"text": mixed.texts[:number], "id": mixed.ids[:number]})
    if style:
        data = data.with_format(style)
    done = data.map(Columns(), batched=True).with_format(None)
    assert list(done["id"]) == mixed.ids[:number]
    assert list(done["text"]) == mixed.clean[:number]


def test_two_processes_and_the_account(datasets: Any, mixed: Mixed) -> None:
    texts = mixed.texts[:1000]
    data = datasets.Dataset.from_dict({"text": texts})
    done = data.map(Columns(account="told"), batched=True, num_proc=2)
    assert list(done["text"]) == mixed.clean[:1000]
    merged = Account.merged(done["told"])
    assert merged == Columns().accounted({"text": texts})[1]


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
