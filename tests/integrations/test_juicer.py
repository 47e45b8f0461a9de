"""Data-Juicer: the operator is found through its entry point and gives what clean_many gives."""

from __future__ import annotations

from typing import Any

import pytest

from tests.integrations.conftest import DAMAGED, HEALTHY, Mixed, hard_values, need, travels

need("data_juicer")
pytestmark = pytest.mark.filterwarnings("ignore")


def test_the_operator_is_registered_by_its_entry_point() -> None:
    from data_juicer.ops import OPERATORS, load_ops

    assert "textfix_mapper" in OPERATORS.modules
    (op,) = load_ops([{"textfix_mapper": {"profile": "normalize"}}])
    assert op.cleaner.profile.level == "normalize"


def test_a_data_set_gives_what_clean_many_gives(mixed: Mixed) -> None:
    from data_juicer.core.data import NestedDataset
    from data_juicer.ops import OPERATORS

    op = OPERATORS.modules["textfix_mapper"](num_proc=1)
    data = NestedDataset.from_list([{"text": t, "id": k} for k, t in enumerate(mixed.texts)])
    done = data.map(op.process, batched=True, batch_size=500)
    assert list(done["text"]) == mixed.clean
    assert list(done["id"]) == mixed.ids


def test_hard_rows() -> None:
    from data_juicer.ops import OPERATORS

    rows, clean = hard_values()
    op = OPERATORS.modules["textfix_mapper"]()
    assert op.process_batched({"text": rows, "id": [1]}) == {"text": clean, "id": [1]}


def processed(op: Any) -> Any:
    return op.process_batched({"text": [DAMAGED, None, HEALTHY[1]]})


def test_the_operator_travels() -> None:
    from data_juicer.ops import OPERATORS

    # The host wraps methods when it makes an operator; its own do not go through pickle either.
    travels(OPERATORS.modules["textfix_mapper"](), processed, plain=False)
