"""Texts inside containers: which rewriter a kind of container has, and what they share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from textfix.document import Document
from textfix.errors import InputError
from textfix.files.content import engine_for, shape_of
from textfix.files.engine import Engine
from textfix.files.job import Job, Told
from textfix.files.sink import Sink
from textfix.files.tally import Counter
from textfix.files.telling import findings


class Texts:
    """Cleans texts of a container and counts them.

    Not for bytes: those are decoded by whoever knows what is declared of them.

    >>> Texts(Job(), Counter("a", 0, False)).clean(["plain"])
    ['plain']
    """

    def __init__(self, job: Job, counter: Counter, kind: str = "text") -> None:
        """Clean as the job says."""
        self._engine: Engine = engine_for(job, kind)
        self._counter = counter
        self._telling = job.told
        self.told: list[Told] = []

    def clean(
        self, texts: Sequence[str], lines: Sequence[int] = (), whole: bool = True, where: str = ""
    ) -> list[str]:
        """Return the clean texts; `lines` tells in which line or row each begins."""
        out = []
        for k, (text, steps) in enumerate(zip(texts, self._engine(texts), strict=True)):
            document = Document(text, text, self._engine.profile, steps)
            self._counter.see(document)
            out.append(document.text)
            if steps and self._telling:
                self.told += findings(document, lines[k], 0, whole, where)
        return out


def pour(kind: str, source: BinaryIO, sink: Sink, job: Job, counter: Counter) -> list[Told]:
    """Write the content of a container to a sink, its texts cleaned; begin it only for a change.

    Return the findings, if the job asks for them.

    Raises InputError for what cannot be read as such a container.
    """
    if job.encoding not in ("utf-8", "keep"):
        raise InputError(f"{kind} files are UTF-8 inside; --encoding {job.encoding} is for text")
    texts = Texts(job, counter)
    if kind == "warc":
        shape_of(kind, job.fields)
        from textfix.files import warc

        warc.pour(source, sink, texts, counter)
    else:
        from textfix.files import columns

        columns.pour(kind, source, sink, texts, job.fields)
    return texts.told
