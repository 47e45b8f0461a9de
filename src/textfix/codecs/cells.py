"""Cell tables of the codecs: token bytes -> text, from Python's codecs and packaged gaps.

A cell is one single byte (0x80..0xFF) or one multi-byte sequence that a reader shows as text.
"""

import json
import zlib
from functools import cache
from importlib.resources import files
from typing import Any

from textfix.errors import TableError

Cells = dict[bytes, str]

_LEADS = range(0x80, 0x100)
_TRAILS = range(0x21, 0x100)
# Three newlines: no Python decoder swallows more than two bytes behind a bad lead byte.
_SEPARATOR = b"\n\n\n"


def read_table(name: str) -> Any:
    """Return one packaged JSON table of `textfix/tables/codecs`.

    Not for tables of other pieces.

    >>> sorted(read_table("euc-tw.json.z"))
    ['euc-tw']

    Errors: `TableError` where the file is missing or damaged.
    """
    try:
        packed = (files("textfix") / "tables" / "codecs" / name).read_bytes()
        return json.loads(zlib.decompress(packed))
    except (OSError, ValueError, zlib.error) as error:
        raise TableError(f"codec table {name!r} is missing or damaged: {error}") from error


@cache
def _gaps() -> dict[str, dict[str, Any]]:
    tables: dict[str, dict[str, Any]] = read_table("gaps.json.z")
    return tables


def gap_of(name: str) -> tuple[str, Cells] | None:
    """Return the Python codec that a gap table completes and the cells that differ, or None.

    Not for tables that are a Python codec's own.

    >>> gap_of("gb18030-web")[0]
    'gb18030'
    """
    gap = _gaps().get(name) if name.endswith(("-web", "-uao", "-eten")) else None
    return (gap["base"], expand(gap["cells"])) if gap else None


@cache
def _gap(name: str) -> tuple[str, Cells]:
    return gap_of(name) or (name, {})


def cell(name: str, token: bytes) -> str | None:
    """Return one cell of a table, or None, without making the whole table.

    Not for four-byte GB18030.

    >>> cell("gb18030-web", b"\\xa8\\xbc"), cell("big5", b"\\xff\\xff")
    ('ḿ', None)
    """
    if name in ("cp936", "euc-tw"):
        return cells(name).get(token)
    base, gap = _gap(name)
    if token in gap:
        return gap[token]
    if name == "gb18030-web" and token == b"\x80":
        return "€"
    if len(token) > 2 and not (base == "euc_jp" and token[0] == 0x8F):
        return None
    try:
        text = token.decode(base)
    except UnicodeDecodeError:
        return None
    return text if len(text) == 1 or (len(token) == 2 and text[1] in "\u0304\u030c") else None


def expand(runs: dict[str, str]) -> Cells:
    """Spell out packed runs: one cell per character, counting the last byte up.

    Not for cells of two code points unless they stand alone.

    >>> expand({"8140": "丗丢"})
    {b'\\x81@': '丗', b'\\x81A': '丢'}
    """
    cells: Cells = {}
    for start, text in runs.items():
        cell = bytes.fromhex(start)
        if len(text) == 2 and text[1] in "\u0304\u030c":
            cells[cell] = text
            continue
        for number, ch in enumerate(text, cell[-1]):
            cells[cell[:-1] + bytes([number])] = ch
    return cells


def _pieces(candidates: list[bytes], base: str) -> list[str]:
    """Decode many sequences in one call; what is wrong shows U+FFFD or more than it should."""
    text = _SEPARATOR.join(candidates).decode(base, "replace")
    found = [piece for piece in text.split("\n") if piece]
    return found if len(found) == len(candidates) else [_piece(c, base) for c in candidates]


def _piece(cell: bytes, base: str) -> str:
    return cell.decode(base, "replace")


def singles_of(base: str) -> Cells:
    """Return the single bytes from 0x80 that a Python codec decodes alone.

    Not for multi-byte sequences: see `pairs_of`.

    >>> singles_of("cp932")[b"\\xb1"]
    'ｱ'
    """
    cells: Cells = {}
    for lead in _LEADS:
        try:
            cells[bytes([lead])] = bytes([lead]).decode(base)
        except UnicodeDecodeError:
            continue
    return cells


def pairs_of(base: str) -> Cells:
    """Return every two-byte sequence that a Python codec decodes as one unit.

    Not for four-byte GB18030 nor three-byte EUC: those are decoded by rule or listed apart.

    >>> pairs_of("gbk")[b"\\xb0\\xa1"]
    '啊'
    """
    singles = singles_of(base)
    leads = [lead for lead in _LEADS if bytes([lead]) not in singles]
    candidates = [bytes((lead, trail)) for lead in leads for trail in _TRAILS]
    pieces = _pieces(candidates, base)
    return {
        cell: text
        for cell, text in zip(candidates, pieces, strict=True)
        if "\ufffd" not in text and (len(text) == 1 or text[1] in "\u0304\u030c")
    }


def _euc_jp_triples(base: str) -> Cells:
    rows = range(0xA1, 0xFF)
    candidates = [bytes((0x8F, x, y)) for x in rows for y in rows]
    pieces = zip(candidates, _pieces(candidates, base), strict=True)
    return {cell: text for cell, text in pieces if "\ufffd" not in text and len(text) == 1}


def _cp936() -> Cells:
    """Windows code page 936: GBK, the user-defined rows, and holes filled in private-use order."""
    gbk, wide = pairs_of("gbk"), pairs_of("gb18030")
    cells = {cell: gbk.get(cell, text) for cell, text in wide.items()}
    # Where GB18030 later assigned a character, Windows keeps the private-use code point that
    # continues the count of the cell before it (cells in the order of the private-use area).
    lacking = sorted(cell for cell in wide if cell not in gbk and _is_hole(wide[cell]))
    cells.update((cell, chr(0xE766 + count)) for count, cell in enumerate(lacking))
    return cells


def _is_hole(text: str) -> bool:
    """Tell a hole of GBK from its three user-defined regions (U+E000..U+E765)."""
    return not "\ue000" <= text <= "\ue765"


@cache
def cells(name: str) -> Cells:
    """Return the cells of one table by its name: a Python codec, a gap table, cp936 or euc-tw.

    Not for single-byte code pages or UTF-8. The dict is shared: do not change it.

    >>> cells("big5-uao")[b"\\x81\\x41"], cells("gb18030-web")[b"\\xa8\\xbc"]
    ('丢', 'ḿ')

    Errors: `TableError` where a packaged table is damaged.
    """
    if name == "cp936":
        return _cp936() | {b"\x80": "€", b"\xff": "\uf8f5"}
    if name == "euc-tw":
        planes = expand(read_table("euc-tw.json.z")["euc-tw"]["cells"])
        # Plane 1 may also be written in four bytes.
        return planes | {b"\x8e\xa1" + c: s for c, s in planes.items() if len(c) == 2}
    gap = gap_of(name)
    base = gap[0] if gap else name
    table = singles_of(base) | pairs_of(base)
    if base == "euc_jp":
        table |= _euc_jp_triples(base)
    if gap:
        table |= gap[1]
    if name == "gb18030-web":
        table[b"\x80"] = "€"
    return table
