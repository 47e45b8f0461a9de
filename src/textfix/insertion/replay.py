"""Proof by replay: put the insertions back into the repaired bytes and look at the page again.

Law: a repair counts only if the generator, run forward on it, shows exactly what we hold.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from textfix.insertion import gbk
from textfix.insertion.glosses import BOX, INSIDE, fit
from textfix.insertion.readers import MARKS, PRIVATE, USUAL, Reader
from textfix.lattice import LOST, Choice

if TYPE_CHECKING:
    from textfix.insertion.torn_runs import Torn


def proves(text: str, run: Torn, reader: Reader = USUAL) -> bool:
    """Tell whether the generator turns the reading of a run into the text that stands there.

    It glosses a character with one of its readings: another one proves nothing.
    """
    stream: list[int | str] = []
    source: list[int] = []
    at = run.start
    for end, choice, (_, _, data, _) in zip(run.ends, run.taken, run.reading.pieces, strict=True):
        seen = text[at:end]
        if choice.literal is not None:
            stream.append(choice.literal)
        elif not choice.data and choice.check is None:
            stream.append(seen)  # a control that was pushed in
        elif _is_cut(choice) and not _swallows(choice, seen):
            # What stood alone was cut off from the bytes behind it; some pages show a mark there.
            stream.extend(
                (*data[: len(data) - len(choice.data) + 1], ALONE if seen[:1] in _MARK else GONE)
            )
            stream.extend(data[len(data) - len(choice.data) + 1 :])
        elif choice.data == (gbk.EURO,) and seen in MARKS:
            stream.extend((*data, ALONE))  # eats nothing, even where other bytes do
        else:
            stream.extend(data)
        source.extend(data)
        if choice.check is not None:
            if not _reads(source, seen):
                return False
            stream.extend(_inserted(seen))
        at = end
    return fold(display(stream, reader)) == fold(text[run.start : run.end])


def _is_cut(choice: Choice) -> bool:
    """Whether a byte was cut off from what is behind it, so that no reader could pair them."""
    return choice.check is None and choice.pairs is None and choice.data[:1] == (LOST,)


def proves_split(text: str, run: Torn) -> bool:
    """Tell whether ASCII put between bytes turns the reading of a run into what stands there.

    The lead byte's mark and what it ate are free: six readers leave six marks.
    """
    stream: list[int | str] = []
    at = run.start
    for end, choice, (_, _, data, _) in zip(run.ends, run.taken, run.reading.pieces, strict=True):
        seen = text[at:end]
        if choice.literal is not None or not choice.data:
            stream.append(seen)
        elif choice.data[0] == LOST and not _swallows(choice, seen):
            mark = seen[:1] if seen[:1] in MARKS else ""
            stream.extend((data[0], ALONE if mark else GONE, *(seen[len(mark) :])))
        else:
            stream.extend(data)
        at = end
    # A reader may show pairs of the user-defined area; `display` drops them.
    return fold(display(stream)) == fold(PRIVATE.sub("", text[run.start : run.end]))


_MARK: Final = frozenset(MARKS)

ALONE: Final = "?\0"
GONE: Final = "\0"
"""Items that cut a stream, behind a byte that is shown as a mark or not at all."""


def _swallows(choice: Choice, seen: str) -> bool:
    """Whether the byte that stood alone took an ASCII character with it."""
    return seen[:1] == "?" and len(choice.data) == 2


def _reads(source: list[int], seen: str) -> bool:
    """Whether what a gloss says is a reading of the character that the last two bytes are."""
    if m := INSIDE.fullmatch(seen):
        said = BOX[m["first"]] + m["reading"]
    else:
        said = BOX[seen[1]] + seen[2:-1] if seen[1] in BOX else seen.lstrip(_OPENED)[:-1]
    lead, trail = source[-2:] if len(source) > 1 else (0, 0)
    return fit(gbk.pairs().char.get(lead << 8 | trail, ""), said.strip(_PADS))


_OPENED: Final = "(（?？\ufffd"
_PADS: Final = " \u3000\xa0"


def _inserted(seen: str) -> list[int | str]:
    """Return what was pushed in at a gloss, its opening parenthesis put back."""
    if INSIDE.fullmatch(seen):
        body = "＃" + seen[1:]
    elif seen[1] in BOX:
        body = "（" + BOX[seen[1]] + seen[2:]
    else:
        body = seen if seen[0] in "(（" else seen[1:] if seen[1] in "(（" else "(" + seen[1:]
    out: list[int | str] = []
    for ch in body:
        out.extend(gbk.encode(ch) or (ch,))
    return out


def display(stream: list[int | str], reader: Reader = USUAL) -> str:
    """Decode bytes as a reader does, most of whom show an invalid pair as one `?`.

    Strings in the stream are shown as they are and cut it: a lead byte before one is left alone.

    >>> display([0xB1, 0xED, 0x93, *b"(y", 0xA8, 0xA8, *b")P"])
    '表?yè)P'
    """
    shown: list[str] = []
    mark = reader.mark
    lead = 0
    for item in stream:
        if isinstance(item, str):
            if item not in (ALONE, GONE):
                shown.append(mark * bool(lead) + item)
            elif lead and item == ALONE:
                shown.append("?")
            lead = 0
            continue
        if lead:
            pair = reader.shows(lead, item)
            lead = 0
            shown.append(mark if pair is None else pair)
            if pair is not None or reader.eats:
                continue
        if item < gbk.EURO or (item == gbk.EURO and reader.euro):
            shown.append(chr(item) if item < gbk.EURO else "€")
        else:
            lead = item
    return "".join(shown) + mark * bool(lead)


_MARKS = str.maketrans({"。": ".", "，": ",", "\u3000": " ", "\xa0": " ", "\ufffd": "?"})


def fold(text: str) -> str:
    """Fold what a later normalization of punctuation may have changed.

    >>> fold("表？Ｐ（yáng）。")
    '表?P(yáng).'
    """
    return unicodedata.normalize("NFKC", text.translate(_MARKS)).translate(_MARKS)
