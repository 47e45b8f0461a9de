"""The parts of a text in which one program, or one teacher, glosses in one way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from textfix.insertion.glosses import Gloss
from textfix.language import readings

TONED: Final = 2
"""Of so many readings one has a tone where readings have tones."""


def is_toned(whole: Sequence[Gloss]) -> bool:
    """Tell whether readings have tones (lü and nü have none, but are not written in ASCII)."""
    said = Counter(g.reading for g in whole)
    toned = sum(count for name, count in said.items() if name != readings.strip_tone(name))
    return TONED * toned > len(whole)


def lines(text: str, whole: Sequence[Gloss]) -> str:
    """Return the lines from the first gloss to the last.

    >>> from textfix.insertion import glosses
    >>> text = "一\\n門(mén)內\\n外\\n問(wèn)\\n二"
    >>> lines(text, list(glosses.find(text)))
    '門(mén)內\\n外\\n問(wèn)'
    """
    return text[_line_start(text, whole[0]) : _line_end(text, whole[-1])]


def paragraphs(text: str, whole: Sequence[Gloss]) -> Iterator[tuple[str, Sequence[Gloss]]]:
    """Yield the lines with glosses, and the glosses of each."""
    inside: list[Gloss] = []
    start, end = 0, -1
    for g in whole:
        if g.start > end:
            if inside:
                yield text[start:end], inside
            start, end, inside = _line_start(text, g), _line_end(text, g), []
        inside.append(g)
    if inside:
        yield text[start:end], inside


def once(text: str) -> str:
    """Return a text without the lines that stood there before: copies are no further evidence.

    >>> once("一\\n門\\n一\\n關")
    '一\\n門\\n關'
    """
    rows = text.split("\n")
    kept = dict.fromkeys(rows)
    empty = sum(rows.count(line) - 1 for line in ("", "\r") if line in kept)
    return text if len(kept) + empty == len(rows) else "\n".join(kept)


def _line_start(text: str, g: Gloss) -> int:
    return text.rfind("\n", 0, g.start) + 1


def _line_end(text: str, g: Gloss) -> int:
    end = text.find("\n", g.end)
    return len(text) if end < 0 else end
