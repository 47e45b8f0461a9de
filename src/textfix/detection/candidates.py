"""Candidates by structure: byte order marks, UTF-8/16/32 shape, escapes, declared names.

Nothing here looks at language; that is the business of `contest`.
"""

import codecs
import re
import sys
from typing import Literal, NamedTuple

BOMS = (
    *((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\0\0", "utf-32-le"), (b"\0\0\xfe\xff", "utf-32-be")),
    *((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")),
    *((b"\x84\x31\x95\x33", "gb18030"), (b"\xfb\xee\x28", "bocu-1"), (b"+/v8-", "utf-7")),
)
MARKS = tuple(mark for mark, _ in BOMS[:6])
_ESCAPES = (
    (re.compile(rb"\x1b\$\)C"), "iso2022_kr"),
    (re.compile(rb"\x1b\$[)*+][AGHE]"), "iso-2022-cn"),
    (re.compile(rb"\x1b(?:\$[@BA]|\([JI]|\$\([DC])"), "iso2022_jp_ext"),
    (re.compile(rb"~\{(?:[!-}][!-~])+~\}"), "hz"),
)
_DECLARED = re.compile(
    rb"(?:charset|encoding|coding)\s{0,8}[=:]\s{0,8}[\"']?\s{0,8}([A-Za-z0-9][A-Za-z0-9_.:-]{1,39})",
    re.I,
)
# How far into the data a declaration is looked for: web browsers read 1,024 bytes.
_HEAD = 4096
# Names of the web and of old programs, by what they mean in practice.
_MEANT = {
    **dict.fromkeys(("gb2312", "gbk", "x-gbk", "gb_2312-80", "cp936", "ms936"), "gb18030"),
    **dict.fromkeys(("gb18030", "windows-936", "chinese", "euc-cn"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "cp950", "x-x-big5", "cn-big5", "big5hkscs"), "big5"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j", "ms932"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "windows-949", "korean", "uhc"), "cp949"),
    **dict.fromkeys(("iso-8859-1", "latin1", "us-ascii", "ascii", "latin-1"), "cp1252"),
    **dict.fromkeys(("iso-8859-9", "latin5"), "cp1254"),
    **dict.fromkeys(("euc-jp", "x-euc-jp", "eucjp"), "euc_jp"),
    **dict.fromkeys(("utf-8", "utf8", "unicode-1-1-utf-8"), "utf-8"),
    "tis-620": "cp874",
    "x-euc-tw": "euc-tw",
    "hz-gb-2312": "hz",
}


class Shape(NamedTuple):
    """What the bytes alone say: an encoding that is certain (or ""), its BOM, and why."""

    encoding: str
    bom: bytes
    reason: str = ""


def bom_of(data: bytes) -> Shape:
    """Return the encoding of a byte order mark, or an empty shape.

    Not for data in the middle of a stream.

    >>> bom_of(b"\\xef\\xbb\\xbfabc")
    Shape(encoding='utf-8', bom=b'\\xef\\xbb\\xbf', reason='')
    """
    for mark, name in BOMS[:6]:
        if data.startswith(mark) and (len(mark) < 4 or _is_utf32(data[4:8], name)):
            return Shape(name, mark)
    return Shape("", b"")


def _is_utf32(first: bytes, name: str) -> bool:
    """Tell whether what follows a mark of UTF-32 may be: it may be UTF-16 that begins with NUL."""
    order: Literal["little", "big"] = "little" if name.endswith("le") else "big"
    return len(first) in (0, 4) and int.from_bytes(first, order) <= sys.maxunicode


def escaped(data: bytes) -> str:
    """Return the seven-bit encoding whose escapes `data` uses rightly, or "".

    Not for data with bytes from 0x80, except ISO-2022-KR and -CN damage.

    >>> escaped("中文测试".encode("hz"))
    'hz'
    """
    if b"\x1b" not in data and b"~{" not in data:
        return ""
    for pattern, name in _ESCAPES:
        if pattern.search(data):
            for exact in ("iso2022_jp", "iso2022_jp_2004") if "jp" in name else ():
                if _decodes(data, exact):
                    return exact
            if _decodes(data, name):
                return name
    return ""


def _decodes(data: bytes, name: str) -> bool:
    try:
        return data.decode(name) != data.decode("latin-1")
    except UnicodeDecodeError:
        return False


def wide(data: bytes) -> str:
    """Return the UTF-16 or UTF-32 form that NUL bytes show, or "".

    Not for Chinese UTF-16, which has few NULs: the contest reads that.

    >>> wide("plain text".encode("utf-16-be"))
    'utf-16-be'
    """
    head = data[:4096]
    size = len(head) // 4 * 4
    if size >= 8 and head.count(0) * 3 >= size:
        high = {name: head[k:size:4].count(0) for k, name in ((3, "utf-32-le"), (0, "utf-32-be"))}
        name = max(high, key=lambda n: high[n])
        # One unit and what fills up the rest is a word in a field of fixed width.
        alone = not head[4:size].rstrip(b"\0")
        if high[name] * 4 == size and not alone and _decodes(head[:size], name):
            return name
    half = len(head) // 2
    if half < 2:
        return ""
    odd, even = head[1::2].count(0), head[::2].count(0)
    # Latin text: the upper half of nearly every unit is NUL, the lower half never.
    if odd * 10 >= half * 4 and even * 20 <= half:
        return "utf-16-le"
    if even * 10 >= half * 4 and odd * 20 <= half:
        return "utf-16-be"
    return ""


def declared_in(data: bytes) -> str:
    """Return the encoding name that HTML, XML, a cookie or a header inside `data` claims, or "".

    Not to be believed: it is a prior.

    >>> declared_in(b'<meta charset="GBK">')
    'gbk'
    """
    for head in (data[:_HEAD], data[-1024:] if len(data) > _HEAD else b""):
        small = head.lower()
        # The pattern takes ten times as long as the look for its words.
        found = _DECLARED.search(head) if b"coding" in small or b"charset" in small else None
        if found:
            return found[1].decode("ascii").lower()
    return ""


def meant(name: str) -> str:
    """Return the internal name of a declared encoding, or "" if nobody knows it.

    Not for answers: see `textfix.detection.naming`.

    >>> meant("GB2312"), meant("x-unknown")
    ('gb18030', '')
    """
    plain = name.strip().lower()
    if plain in _MEANT:
        return _MEANT[plain]
    try:
        found = codecs.lookup(plain).name
    except (LookupError, ValueError):
        return ""
    return {"iso8859-1": "cp1252", "gbk": "gb18030", "euc_kr": "cp949"}.get(found, found)
