"""charset-normalizer, asked only where no model of ours fits; its answer must decode and differ.

The only module of textfix that imports charset_normalizer.
"""

from textfix.detection.naming import strict

# Bytes that it looks at: it is slow on long input.
_LOOKED_AT = 20_000
# Encodings that we have models for: there its opinion does not count.
_OURS = (
    *("utf", "gb", "big5", "cp93", "cp949", "cp950", "euc", "shift", "johab", "hz", "iso2022"),
    *("cp125", "latin", "iso8859", "koi8", "cp866", "mac_cyrillic", "mac_roman", "ascii"),
)


def other_opinion(data: bytes) -> str:
    """Return an encoding that we have no model for and that reads all of `data`, or "".

    Not for text that one of our readings fits.

    >>> other_opinion(b"plain")
    ''
    """
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_LOOKED_AT]).best()
    if best is None or best.encoding.startswith(_OURS):
        return ""
    return best.encoding if strict(data, best.encoding) is not None else ""
