"""Tells that long pieces are UTF-8 without making text of them: about three times as fast."""

# Lead bytes with rules of their own for the byte behind them, and bytes that UTF-8 never has.
_SPECIAL = (b"\xe0", b"\xed", b"\xc0", b"\xc1")
_FOUR = 0xF0


def characters(data: bytes) -> int:
    """Return the number of characters of `data` if they are surely UTF-8, else -1.

    Not a verdict where it is -1: sequences of four bytes and the rare leads of three are left to
    the decoder, and so is a character cut at the end.

    >>> characters("编码 é".encode()), characters(b"\\xe7\\xbc"), characters(b"\\x80")
    (4, -1, -1)
    """
    import numpy as np

    if any(byte in data for byte in _SPECIAL):
        return -1
    units = np.frombuffer(data, np.uint8)
    if not len(units) or units.max() >= _FOUR or units[-1] >= 0xC0 or units[-2:][0] >= 0xE0:
        return -1
    behind = units.view(np.int8) < -64
    wanted = np.zeros(len(units), bool)
    wanted[1:] = units[:-1] >= 0xC0
    wanted[2:] |= units[:-2] >= 0xE0
    if not np.array_equal(behind, wanted):
        return -1
    return len(data) - int(np.count_nonzero(behind))
