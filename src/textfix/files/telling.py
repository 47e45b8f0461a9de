"""Findings at their places in a file, ready to be shown."""

from __future__ import annotations

from collections.abc import Iterator

from textfix.document import Document
from textfix.files.job import Told


def findings(
    document: Document, line: int, column: int = 0, whole: bool = True, where: str = ""
) -> Iterator[Told]:
    r"""Yield the findings of a document that begins in `line` (from 1), behind `column` characters.

    Not `whole`, for a field: all its findings stand in the line in which it begins. `where` goes
    before each reason.

    >>> import textfix
    >>> [(t.line, t.column) for t in findings(textfix.inspect("a\nx\u200by"), 5)]
    []
    """
    for e in document.explain():
        yield Told(
            line + e.line - 1 if whole else line,
            column + e.column if e.line == 1 else e.column,
            e.rule, e.status, e.safety, e.confidence, where + e.why,
            e.left, e.before, e.after, e.right,
        )  # fmt: skip
