"""Lists the wrong decoders worth measuring, and finds any other by its systematic name."""

from __future__ import annotations

from functools import cache

from textfix.channels.mojibake import PREFIX

_SINGLE = (
    *("latin-1", "cp1252", "cp1252-c1", "cp1250", "cp1251", "cp1254", "cp437", "cp850", "cp866"),
    *("koi8-r", "mac_roman", "iso8859-15"),
)
_REST = ("cp1253", "cp1255", "cp1256", "cp1257", "cp1258")
_LOSSY = ("strict", "fffd", "python", "eat", "mark", "drop")
# Which double-byte readers met which bytes; GBK as GBK would be no damage.
_CROSSED = {
    "utf-8": (
        "gbk",
        "gbk-python",
        "gb18030",
        "gb18030-web",
        "cp936",
        "big5",
        "big5-web",
        "cp950",
        "cp932",
        "euc-jp",
        "cp949",
    ),
    "gb18030": ("big5", "cp950", "cp932", "euc-jp", "cp949"),
    "gbk": ("big5", "big5-web", "big5-uao", "cp949"),
    "big5": ("gbk", "gb18030", "gb18030-web", "cp936", "cp932", "euc-jp", "cp949"),
    "shift_jis": ("gbk", "gb18030", "big5", "cp949"),
    "euc-jp": ("gbk", "gb18030", "big5", "cp932", "cp949"),
    "cp949": ("gbk", "gb18030", "big5", "cp932", "euc-jp"),
}
_LAYERS = (
    "utf-8>latin-1>utf-8>latin-1",
    "utf-8>cp1252-c1>utf-8>cp1252-c1",
    "utf-8>cp1252-c1>utf-8>latin-1",
    "utf-8>cp437>utf-8>cp437",
    "utf-8>mac_roman>utf-8>mac_roman",
    "utf-8>latin-1>utf-8>latin-1>utf-8>latin-1",
    "gb18030>latin-1>utf-8>latin-1",
    "gb18030>cp1252-c1>utf-8>cp1252-c1",
    "big5>latin-1>utf-8>latin-1",
    # Latin letters in UTF-8 read as GBK: 氓聸陆 and 脟鲁禄脪.
    "utf-8>latin-1>utf-8>gbk",
    "gb18030>latin-1>utf-8>gbk",
    "gb18030>iso8859-15>utf-8>gbk",
    "utf-8>gbk>utf-8>gbk:fffd",
    "utf-8>gbk>utf-8>gbk:eat",
)
_AFTERWARDS = (
    "utf-8>cp1252-c1:nbsp",
    "utf-8>cp1252-c1:shy",
    "utf-8>cp1252-c1:c1",
    "utf-8>cp1252-c1:quotes",
    "utf-8>cp1252-c1:nbsp:shy:c1",
    "utf-8>latin-1:c1",
    "utf-8>mac_roman:nbsp",
    "gb18030>cp1252-c1:nbsp",
    "gb18030>cp1252-c1:nbsp:shy",
    "gb18030>cp1252-c1:quotes",
    "gb18030>latin-1:nbsp",
    "gb18030>latin-1:c1",
    "big5>cp1252-c1:nbsp",
    "big5>gbk:fffd:pua",
    "utf-8>gbk:eat:pua",
    "utf-8>gbk:fffd:pua",
    "gb18030>big5:fffd:s2t",
    "utf-8>gbk:fffd:t2s",
)


@cache
def listed() -> tuple[str, ...]:
    """Return the listed mojibake names: pairs first, then habits, layers, what came afterwards.

    >>> "mojibake:utf-8>gbk:fffd" in listed()
    True
    """
    names = [f"utf-8>{reader}" for reader in (*_SINGLE, *_REST)]
    names += [f"utf-8>{reader}:fffd" for reader in ("cp1252", *_REST, "cp1250", "cp1251")]
    names += ["utf-8>cp1252:eat", "utf-8>cp1252:drop"]
    for encoding in ("gb18030", "gbk", "big5", "shift_jis", "euc-jp", "cp949"):
        names += [f"{encoding}>{reader}" for reader in _SINGLE]
        names.append(f"{encoding}>utf-8-or-latin1")
    for encoding, crossed in _CROSSED.items():
        for reader in crossed:
            names += [f"{encoding}>{reader}:{habit}" for habit in _LOSSY if habit != "strict"]
            names.append(f"{encoding}>{reader}")
    return tuple(PREFIX + name for name in (*names, *_LAYERS, *_AFTERWARDS))
