"""The first questions about many short strings, asked of all bytes at once.

What is rare (a first byte as of a picture, a declaration) is left to the single way.
"""

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from textfix.detection.binary import HEADS
from textfix.detection.candidates import MARKS
from textfix.detection.utf8 import PROOF, SHORT

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

# What a byte may be: reason to ask the single way; not ASCII.
_ODD, _HIGH = 1, 2


class Front(NamedTuple):
    """For each string: whether `quick.plain` holds for sure, all is ASCII, UTF-8 may be proved."""

    plain: list[bool]
    ascii: list[bool]
    proving: list[bool]


@cache
def _kinds() -> "Array":
    import numpy as np

    kinds = np.zeros(256, np.uint8)
    kinds[:32] = _ODD
    # A newline stands between two strings.
    kinds[[9, 10]] = 0
    # Declarations and escapes have one of these.
    kinds[[ord("="), ord(":"), ord("~")]] = _ODD
    kinds[0x80:] = _HIGH
    return kinds


@cache
def _heads() -> "Array":
    import numpy as np

    heads = np.zeros(256, bool)
    heads[[head[0] for head in (*HEADS, *MARKS)]] = True
    return heads


def _joined(sources: list[bytes]) -> tuple["Array", "Array", "Array"]:
    """All bytes with a newline behind each string and one more; where each begins, its length."""
    import numpy as np

    units = np.frombuffer(b"\n".join([*sources, b"", b""]), np.uint8)
    sizes = np.array([len(data) for data in sources], np.intp)
    starts = np.zeros(len(sources), np.intp)
    np.cumsum(sizes[:-1] + 1, out=starts[1:])
    return units, starts, sizes


def front(sources: list[bytes]) -> Front:
    """Return the answers for all strings.

    Not for none. A string that is not plain for sure has to be asked alone.

    >>> front([b"abc", "编码".encode("gbk"), b"a=1"])
    Front(plain=[True, True, False], ascii=[True, False, True], proving=[False, False, False])
    """
    import numpy as np

    units, starts, sizes = _joined(sources)
    kinds = np.bitwise_or.reduceat(_kinds()[units], starts)
    first, second = units[starts], units[starts + 1]
    plain = (sizes > 0) & (sizes <= SHORT) & (kinds & _ODD == 0) & ~_heads()[first]
    # One byte said again and again is no text.
    plain &= (first < 0x80) | (first != second)
    tails = np.add.reduceat(units & 0xC0 == 0x80, starts, dtype=np.int32)
    proving = (tails >= PROOF) & (sizes <= SHORT)
    return Front(plain.tolist(), (kinds & _HIGH == 0).tolist(), proving.tolist())


def maybe_utf8(sources: list[bytes]) -> list[bool]:
    """Tell for each string whether it may be UTF-8, as far as two bytes side by side tell.

    Not a verdict: what is not refused has to be asked.

    >>> maybe_utf8(["编码".encode(), "编码".encode("gbk")])
    [True, False]
    """
    import numpy as np

    units, starts, _ = _joined(sources)
    tail, lead = units & 0xC0 == 0x80, units >= 0xC0
    wrong = np.zeros(len(units), bool)
    # Behind a lead byte there is a tail or the end; before a tail there is no ASCII.
    wrong[:-1] = lead[:-1] & ~tail[1:] & (units[1:] != 10)
    wrong[1:] |= tail[1:] & (units[:-1] < 0x80)
    wrong[0] = tail[0]
    possible: list[bool] = (~np.logical_or.reduceat(wrong, starts)).tolist()
    return possible
