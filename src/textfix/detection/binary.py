"""Recognizes data that are no text, and says why."""

# First bytes of common files; only those that text cannot begin with, or nearly never does.
_MAGIC = (
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b\x08", "gzip data"),
    (b"BZh9", "bzip2 data"),
    (b"\xfd7zXZ\0", "xz data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x7fELF", "an ELF program"),
    (b"\xca\xfe\xba\xbe", "a Java class or Mach-O program"),
    (b"\xcf\xfa\xed\xfe", "a Mach-O program"),
    (b"%PDF-", "a PDF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an OLE document"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"PAR1", "a Parquet file"),
)
# How such files begin, for a look at all at once.
HEADS = tuple(magic for magic, _ in _MAGIC)
_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\r\f\x1b\x08\x0e\x0f\x1a")
_HEAD = 8192
# NULs that fill up what is longer than its text.
PADDED = bytes(4)
_SPOKEN = 12


def uniform_reason(data: bytes) -> str:
    """Return why `data` are no text if they are one byte repeated, or "".

    Not for one byte alone, nor for ASCII but NUL.

    >>> uniform_reason(b"\\xff\\xff")
    'only bytes 0xff'
    """
    head = data[:_HEAD]
    if len(head) < 2 or 0 < head[0] < 0x80 or head.count(head[:1]) < len(head):
        return ""
    # Characters whose bytes are alike are said twice in many words (妹妹 in GBK).
    if len(head) < _SPOKEN and head[0] not in (0, 0xFF):
        return ""
    return f"only bytes {head[0]:#04x}"


def magic_reason(data: bytes) -> str:
    """Return what kind of file begins like `data`, or "" for text.

    Not for text that quotes such bytes later on.

    >>> magic_reason(b"\\x89PNG\\r\\n\\x1a\\n"), magic_reason(b"plain")
    ('a PNG picture', '')
    """
    return next((name for magic, name in _MAGIC if data.startswith(magic)), "")


def control_reason(data: bytes) -> str:
    """Return that `data` have too many control bytes for text, or "".

    Not for UTF-16 and UTF-32: ask for their shape first, they are full of NUL bytes.

    >>> control_reason(bytes(range(32)))
    '23 control bytes in the first 32'
    """
    head = data[:_HEAD]
    controls = _controls(head)
    if controls and head.endswith(PADDED) and not _controls(head.rstrip(b"\0")):
        # Text in a field of fixed width.
        return ""
    # Damaged text has a few controls and NUL padding; binary data have them everywhere.
    if controls * 20 > len(head) and controls > 3:
        return f"{controls} control bytes in the first {len(head)}"
    return ""


def _controls(data: bytes) -> int:
    return len(data) - len(data.translate(None, _CONTROLS))
