"""The batch function on plain values: order, nulls and odd rows kept; the account tells."""

from __future__ import annotations

import importlib

import pytest

from tests.integrations.conftest import DAMAGED, HEALTHY, Mixed
from textfix import InputError
from textfix.integrations import Account, Columns


def test_rows_are_those_of_clean_many(mixed: Mixed) -> None:
    done = Columns()({"text": mixed.texts, "id": mixed.ids})
    assert done == {"text": mixed.clean, "id": mixed.ids}


def test_a_bad_row_a_bad_byte_and_a_lone_surrogate_lose_nothing() -> None:
    nan = float("nan")
    rows = [DAMAGED, 7, b"\xff\xfe\xfd broken", "x\ud800y", ["a"], nan, None, ""]
    done, account = Columns().accounted({"text": rows})
    new = done["text"]
    assert new[0] == HEALTHY[0]
    assert new[1] == 7
    assert isinstance(new[2], str)
    assert new[3] == "x\ud800y"
    assert new[4] == ["a"]
    assert new[5] is nan
    assert new[6:] == [None, ""]
    assert account.total["files"] == {"changed": 1, "failed": 2, "null": 2, "same": 3}
    assert account.problems == (
        ("row 1", "failed", "a int is no text; kept"),
        ("row 4", "failed", "a list is no text; kept"),
    )


def test_the_account_column_arrives_once_a_batch() -> None:
    work = Columns("text", account="told")
    batches = [{"text": [DAMAGED, "a"]}, {"text": []}, {"text": [None, DAMAGED]}]
    done = list(work.batches(batches))
    assert [len(d["told"]) for d in done] == [2, 0, 2]
    merged = Account.merged(told for d in done for told in d["told"])
    assert merged.total["files"] == {"changed": 2, "null": 1, "same": 1}


def test_numpy_columns_are_not_cut() -> None:
    np = importlib.import_module("numpy")
    done = Columns()({"text": np.array([DAMAGED, "b"]), "n": np.arange(2)})
    assert done["text"].tolist() == [HEALTHY[0], "b"]
    fixed = np.array(["&#20250;" * 3, "x"])
    assert Columns()({"text": fixed})["text"].shape == (2,)


def test_errors_say_what_is_there() -> None:
    with pytest.raises(InputError, match="no column 'text'; it has body, id"):
        Columns()({"body": [], "id": []})
    with pytest.raises(InputError, match="an Arrow table, a dict"):
        Columns()([1])
