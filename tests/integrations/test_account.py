"""The account adds up: any order and grouping of shards gives the report of one run."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.integrations.conftest import DAMAGED, HEALTHY, Mixed
from textfix import InputError
from textfix.cli import main
from textfix.integrations import Account, Columns

POOL = [*HEALTHY, DAMAGED, DAMAGED * 2, "????会议", "", None, "他說(shuō)過(guò)"]
TEXTS = st.lists(st.sampled_from(POOL), max_size=12)


def account(texts: list[str | None], seed: int = 0) -> Account:
    return Columns("text", seed=seed).accounted({"text": texts})[1]


@given(TEXTS, TEXTS, TEXTS)
def test_merging_is_associative_and_commutative(
    a: list[str | None], b: list[str | None], c: list[str | None]
) -> None:
    one = account(a + b + c)
    x, y, z = account(a), account(b), account(c)
    assert (x + y) + z == x + (y + z) == z + x + y == one
    assert Account.merged([z.data, None, y, x]) == one
    assert x + Account() == x


def test_shards_merge_to_one_run(mixed: Mixed) -> None:
    texts = mixed.texts[:4000]
    one = account(texts)
    order = [texts[k : k + 700] for k in range(0, len(texts), 700)]
    random.Random(1).shuffle(order)
    assert Account.merged(account(shard) for shard in order) == one
    assert one.texts == sum(t is not None for t in texts)
    assert one.total["files"]["null"] == sum(t is None for t in texts)
    assert one.changed == sum(a != b for a, b in zip(texts, mixed.clean[: len(texts)], strict=True))
    assert one.total["characters"] == sum(len(t or "") for t in texts)


def test_many_different_changes_stay_bounded_and_mergeable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("textfix.integrations.account.KEPT", 3)
    texts: list[str | None] = [h.encode().decode("latin-1") for h in HEALTHY]
    one = account(texts)
    assert len(one.total["pairs"]) == 3
    assert account(texts[:5]) + account(texts[5:]) == one
    assert account(texts[7:]) + account(texts[:7]) == one


def test_the_command_line_reads_and_adds_accounts(tmp_path: Path) -> None:
    first, second = account([DAMAGED]), account([HEALTHY[0], None])
    first.save(str(tmp_path / "a.json"))
    second.save(str(tmp_path / "b.json"))
    out = tmp_path / "all.json"
    assert main(["report", str(tmp_path / "a.json"), str(tmp_path / "b.json"), "-o", str(out)]) == 0
    assert Account.parse(out.read_bytes()) == first + second
    (first + second).save(str(tmp_path / "all.html"))
    assert "mojibake.lossless" in (tmp_path / "all.html").read_text("utf-8")


def test_what_is_no_report_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not a JSON report"):
        Account.parse("[]")
    with pytest.raises(InputError, match="not a JSON report"):
        Account.parse(b"\xff")
    with pytest.raises(InputError, match="html"):
        Account().save(str(tmp_path / "x.txt"))
