"""The catalogue of readers: every name, its table and its usual habit, in one place."""

import difflib
from functools import cache

from textfix.codecs.multi import MultiReader
from textfix.codecs.reader import HABITS, Reader, SingleReader, habit
from textfix.codecs.utf8 import Utf8Reader
from textfix.errors import InputError

# Single-byte code pages as Python has them; NAME-web fills their holes with C1 controls.
_SINGLE = (
    *("latin-1", "iso8859-2", "iso8859-3", "iso8859-4", "iso8859-5", "iso8859-6", "iso8859-7"),
    *("iso8859-8", "iso8859-9", "iso8859-10", "iso8859-13", "iso8859-14", "iso8859-15"),
    *("iso8859-16", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256"),
    *(
        "cp1257",
        "cp1258",
        "cp437",
        "cp737",
        "cp775",
        "cp850",
        "cp852",
        "cp855",
        "cp857",
        "cp858",
        "cp862",
    ),
    *("cp864", "cp866", "cp874", "koi8-r", "koi8-u", "mac_roman", "mac_cyrillic", "mac_greek"),
    *("mac_latin2", "tis-620"),
)
# name: (table, shape, Python codec that agrees but for a few cells, usual habit)
_MULTI = {
    "gb18030": ("gb18030", "gb18030", "gb18030", "fffd"),
    "gb18030-web": ("gb18030-web", "gb18030", "gb18030", "fffd"),
    "gb18030-iconv": ("gb18030-web", "gb18030", "gb18030", "iconv"),
    "gbk": ("gbk", "gbk", "gbk", "fffd"),
    "gbk-iconv": ("gbk", "gbk", "gbk", "iconv"),
    "gb2312": ("gb2312", "gbk", "gb2312", "fffd"),
    "cp936": ("cp936", "gbk", "gbk", "question"),
    "big5": ("big5", "big5", "big5", "fffd"),
    "big5-web": ("big5-web", "big5", "cp950", "fffd"),
    "big5-iconv": ("cp950", "big5", "cp950", "iconv"),
    "big5hkscs": ("big5hkscs", "big5", "big5hkscs", "fffd"),
    "big5-uao": ("big5-uao", "big5", "cp950", "fffd"),
    "big5-eten": ("big5-eten", "big5", "cp950", "fffd"),
    "cp950": ("cp950", "big5", "cp950", "question"),
    "shift_jis": ("shift_jis", "sjis", "shift_jis", "fffd"),
    "cp932": ("cp932", "sjis", "cp932", "fffd"),
    "euc-jp": ("euc_jp", "euc-jp", "euc_jp", "fffd"),
    "euc-jp-web": ("euc-jp-web", "euc-jp", "euc_jp", "fffd"),
    "euc-kr": ("euc_kr", "euc-kr", "euc_kr", "fffd"),
    "cp949": ("cp949", "euc-kr", "cp949", "fffd"),
    "johab": ("johab", "johab", "johab", "fffd"),
    "euc-tw": ("euc-tw", "euc-tw", "", "fffd"),
}
# name: (variant, single-byte reader for the rest)
_UTF8 = {
    "utf-8": ("", ""),
    "cesu-8": ("cesu", ""),
    "utf-8-lax": ("lax", ""),
    "utf-8-or-latin1": ("", "latin-1"),
    "utf-8-or-cp1252": ("", "cp1252-web"),
}
_SHORT = {
    "latin1": "latin-1",
    "iso8859-1": "latin-1",
    "iso-8859-1": "latin-1",
    "utf8": "utf-8",
    "windows-31j": "cp932",
    "uhc": "cp949",
    "macroman": "mac_roman",
    "koi8r": "koi8-r",
    "big5-hkscs": "big5hkscs",
    "euc_jp": "euc-jp",
    "euc_kr": "euc-kr",
    "euc_tw": "euc-tw",
    "sjis": "shift_jis",
    "shift-jis": "shift_jis",
    "utf_8": "utf-8",
    "latin_1": "latin-1",
}


def names() -> tuple[str, ...]:
    """Return the names of all readers, without their habits.

    Not the habits: they are the keys of `textfix.codecs.HABITS`.

    >>> {"cp1252", "cp1252-web", "gb18030-web", "utf-8-or-latin1"} <= set(names())
    True
    """
    web = tuple(f"{name}-web" for name in _SINGLE if name.startswith("cp125"))
    return (*_SINGLE, *web, *_MULTI, *_UTF8)


@cache
def get(name: str) -> Reader:
    """Return the reader of a name, or of `"NAME:HABIT"`.

    Not for Python's codec objects: use `codecs.lookup`.

    >>> get("gbk:question-swallow").decode(b"\\xb1\\xed\\x93(y")
    '表?y'

    Errors: `InputError` for an unknown name or habit, naming the nearest good one.
    """
    plain, _, wanted = name.lower().partition(":")
    plain = _SHORT.get(plain, plain)
    if plain in _MULTI:
        table, shape, base, usual = _MULTI[plain]
        return MultiReader(name, habit(wanted or usual), table, shape, base)
    chosen = habit(wanted or "fffd")
    if plain in _UTF8:
        return Utf8Reader(name, chosen, *_UTF8[plain])
    codec = plain.removesuffix("-web")
    if codec in _SINGLE:
        return SingleReader(name, chosen, codec, plain != codec)
    near = difflib.get_close_matches(plain, names(), 1, 0.4) or names()[:1]
    raise InputError(f"no reader {name!r}; did you mean {near[0]!r}? habits: {', '.join(HABITS)}")
