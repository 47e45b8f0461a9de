"""The batch function on plain values: order, nulls and odd rows kept; the account tells."""

from __future__ import annotations

import importlib

import pytest

from tests.integrations.conftest import DAMAGED, HEALTHY, Mixed, hard_values
from textfix import InputError
from textfix.integrations import Account, Columns


def test_rows_are_those_of_clean_many(mixed: Mixed) -> None:
    done = Columns()({"text": mixed.texts, "id": mixed.ids})
    assert done == {"text": mixed.clean, "id": mixed.ids}


def test_a_bad_row_a_bad_byte_a_lone_surrogate_and_fifty_megabytes() -> None:
    nan = float("nan")
    rows, clean = hard_values()
    done, account = Columns().accounted({"text": [*rows, ["a"], nan]})
    new = done["text"]
    assert new[:-1] == [*clean, ["a"]]
    assert new[-1] is nan
    assert account.total["files"] == {"changed": 1, "failed": 2, "null": 2, "same": 4}
    assert account.total["bad"] == 1
    assert account.problems == (
        ("row 1", "failed", "a int is no text; kept"),
        ("row 7", "failed", "a list is no text; kept"),
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
