"""What travels between processes: settings only, through pickle, cloudpickle and spawn."""

from __future__ import annotations

import dataclasses
import multiprocessing
import os
import pickle
import subprocess
import sys
from typing import Any

import pytest

from tests.integrations.conftest import DAMAGED, HEALTHY, need
from textfix import Cleaner
from textfix.integrations import Account, BytesDecoder, Columns, Shards

VALUES: list[Any] = [
    Cleaner("normalize", script="hans"),
    BytesDecoder(charset="gbk"),
    Columns(("a", "b"), account="told"),
    Shards("/tmp/x", ("a",)),
    Account.of(DAMAGED),
]


@pytest.mark.parametrize("value", VALUES, ids=lambda v: type(v).__name__)
def test_values_are_frozen_hashable_and_pickle_the_same_before_and_after_use(value: Any) -> None:
    before = pickle.dumps(value)
    assert hash(value) == hash(pickle.loads(before))
    if isinstance(value, Columns):
        value({"a": [DAMAGED], "b": [None]})
    elif isinstance(value, (Cleaner, BytesDecoder)):
        value(DAMAGED)
    assert pickle.dumps(value) == before
    assert pickle.loads(before) == value
    with pytest.raises(AttributeError):
        setattr(value, dataclasses.fields(value)[0].name, None)


@pytest.mark.parametrize("value", VALUES, ids=lambda v: type(v).__name__)
def test_values_survive_cloudpickle(value: Any) -> None:
    cloudpickle = need("cloudpickle")
    assert pickle.loads(cloudpickle.dumps(value)) == value


def test_work_survives_spawn() -> None:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(Cleaner(), (DAMAGED,)) == HEALTHY[0]
        assert pool.apply(BytesDecoder(), (DAMAGED.encode(),)).text == HEALTHY[0]
        batch = {"text": [DAMAGED, None]}
        assert pool.apply(Columns(), (batch,)) == {"text": [HEALTHY[0], None]}


def test_importing_the_package_imports_no_host() -> None:
    look = (
        "import sys, textfix.integrations\n"
        "hosts = {'numpy', 'pyarrow', 'pandas', 'polars', 'duckdb', 'ray', 'pyspark', 'datasets',"
        " 'datatrove', 'data_juicer'}\n"
        "print(sorted(hosts & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", look], capture_output=True, text=True, check=True,
        env={**os.environ}, timeout=120,
    )  # fmt: skip
    assert done.stdout.strip() == "[]"
