"""Tells that long pieces are UTF-8 without making text of them: about three times as fast."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

# Bytes that UTF-8 never has, below its largest; that one.
_NEVER, _LARGEST = (b"\xc0", b"\xc1"), 0xF4
# Leads whose next byte has narrower bounds than others: the lead, its least and its largest.
_NARROW = ((0xE0, 0xA0, 0xBF), (0xED, 0x80, 0x9F), (0xF0, 0x90, 0xBF), (0xF4, 0x80, 0x8F))


def characters(data: bytes) -> int:
    """Return the number of characters of `data` if they are UTF-8, else -1.

    Not for short pieces: the decoder is faster. A character cut at the end counts as wrong.

    >>> characters("编码 é😀".encode()), characters(b"\\xe7\\xbc"), characters(b"\\x80")
    (5, -1, -1)
    """
    import numpy as np

    if not data or any(byte in data for byte in _NEVER):
        return -1 if data else 0
    units = np.frombuffer(data, np.uint8)
    largest = int(units.max())
    if largest > _LARGEST or (units[-3:] >= (0xF0, 0xE0, 0xC0)[-len(units[-3:]) :]).any():
        return -1
    behind = units.view(np.int8) < -64
    wanted = np.zeros(len(units), bool)
    np.greater_equal(units[:-1], 0xC0, out=wanted[1:])
    wanted[2:] |= units[:-2] >= 0xE0
    if largest >= 0xF0:
        wanted[3:] |= units[:-3] >= 0xF0
    if not np.array_equal(behind, wanted) or not _narrow(data, units):
        return -1
    return len(data) - int(np.count_nonzero(behind))


def _narrow(data: bytes, units: "np.ndarray[Any, Any]") -> bool:
    """Tell whether overlong forms, surrogates and what lies beyond Unicode are absent."""
    for lead, least, largest in _NARROW:
        if lead in data:
            second = units[(units[:-1] == lead).nonzero()[0] + 1]
            if len(second) and (second.min() < least or second.max() > largest):
                return False
    return True
