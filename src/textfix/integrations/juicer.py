"""Data-Juicer: the operator `textfix_mapper`, found through the entry point `data_juicer.ops`."""

from __future__ import annotations

from typing import Any

from textfix.api import Cleaner
from textfix.integrations.values import clean_values

try:
    from data_juicer.ops.base_op import OPERATORS, Mapper
except ImportError:  # the class below then says so when it is made
    from textfix.integrations.absent import Absent as Mapper

    OPERATORS = None


class TextfixMapper(Mapper):  # type: ignore[misc]
    """Undoes damage in the text of samples; `profile` and `script` as for `textfix.Cleaner`.

    Not for counting: Data-Juicer's tracer shows what changed. Samples without a text are kept.
    """

    _batched_op = True
    _name = "textfix_mapper"

    def __init__(
        self, profile: str = "repair", script: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Take the settings of a recipe."""
        super().__init__(*args, **kwargs)
        self.cleaner = Cleaner(profile, script=script)

    def process_batched(self, samples: dict[str, Any]) -> dict[str, Any]:
        """Clean the text column of a batch."""
        texts = list(samples[self.text_key])
        samples[self.text_key] = clean_values(texts, self.cleaner.profile, None)
        return samples


if OPERATORS is not None:
    OPERATORS.register_module("textfix_mapper")(TextfixMapper)
