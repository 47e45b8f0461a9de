"""The vocabulary of the source model: which code points share one class id.

Script-folded: all forms of a Han character are one id; ASCII and fullwidth punctuation are one.
"""

import unicodedata
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from textfix.language.classes import (
    BOUNDARY,
    BROKEN,
    CLASS_SIZES,
    CODE_POINTS,
    CONTROL,
    DIGIT,
    FIRST_CHARACTER,
    FIRST_HAN,
    LATIN,
    LATIN_OTHER,
    OTHER_SCRIPT,
    PRIVATE,
    RARE_FAR,
    RARE_GBK,
    SCRIPT_RANGES,
    SPACE,
    SYMBOL,
)
from textfix.language.scripts import fold, fold_pairs

# Punctuation that keeps an id of its own, each with the spellings that fold into it.
PUNCTUATION = (
    ",，﹐ .。．｡﹒ 、､ !！﹗ ?？﹖ :：﹕ ;；﹔ \"“”〝〞＂「」『』｢｣﹁﹂﹃﹄ '‘’＇ "
    "(（﹙ )）﹚ [［〔【 ]］〕】 《〈<＜ 》〉>＞ …⋯ —─―–－-‐‑‒− ·・‧• ~～〜 /／ "
    "\\＼ %％ #＃ *＊ +＋ =＝ @＠ &＆ _＿ |｜ {｛ }｝ $＄￥¥ ^＾ `｀ 〇○ × ° 々"
)
Ids = npt.NDArray[np.uint16]
HAN_RANGES = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (0x20000, 0x323B0))


def is_han(number: int) -> bool:
    """Tell whether a code point is a Han ideograph (no radicals, no marks)."""
    return any(low <= number < high for low, high in HAN_RANGES)


def _other(ch: str) -> int:
    """Return the class of a code point that is neither Han nor listed punctuation."""
    number = ord(ch)
    for low, high, value in SCRIPT_RANGES:
        if low <= number < high:
            return value
    category = unicodedata.category(ch)
    name = unicodedata.name(ch, "")
    if ch in "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029":
        return BOUNDARY
    if category in ("Cc", "Cf"):
        return SPACE if ch == "\t" else CONTROL
    if category == "Zs":
        return SPACE
    if category == "Co":
        return PRIVATE
    if category in ("Cs", "Cn") or ch == "\ufffd":
        return BROKEN
    if category == "Nd" and number < 0x10000 and unicodedata.normalize("NFKC", ch) in "0123456789":
        return DIGIT
    if category[0] == "L" and ("LATIN" in name or "IPA" in name or ch == "µ"):
        plain = unicodedata.normalize("NFKC", ch)
        return LATIN if plain.isascii() and number > 0x3000 else LATIN_OTHER
    return OTHER_SCRIPT if category[0] in "LM" else SYMBOL


def class_table(characters: str) -> Ids:
    """Return the class id of every code point below `CODE_POINTS`; the last cell is for the rest.

    `characters` are the folded Han characters that get ids of their own, in order of id.
    """
    table = np.full(CODE_POINTS + 1, BROKEN, np.uint16)
    for number in range(CODE_POINTS):
        if is_han(number):
            in_gbk = number < 0x10000 and bool(chr(number).encode("gbk", "ignore"))
            table[number] = RARE_GBK if in_gbk else RARE_FAR
        else:
            table[number] = _other(chr(number))
    for position, spellings in enumerate(PUNCTUATION.split(" ")):
        for ch in spellings:
            table[ord(ch)] = FIRST_CHARACTER + position
    table[[ord(ch) for ch in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"]] = LATIN
    first = FIRST_CHARACTER + len(PUNCTUATION.split(" "))
    if first != FIRST_HAN:
        raise AssertionError(f"FIRST_HAN in classes.py must be {first}")
    ids: Mapping[str, int] = {ch: first + position for position, ch in enumerate(characters)}
    for ch in {*characters, *fold_pairs()[0]}:
        if fold(ch) in ids:
            table[ord(ch)] = ids[fold(ch)]
    for number in range(0xF900, 0xFB00):
        if fold(chr(number)) in ids:
            table[number] = ids[fold(chr(number))]
    return table


def class_sizes(table: Ids) -> npt.NDArray[np.float64]:
    """Return by how many characters the probability of each class id is divided."""
    sizes = np.ones(int(table.max()) + 1, np.float64)
    for value, size in CLASS_SIZES.items():
        sizes[value] = size
    for value in (RARE_GBK, RARE_FAR):
        sizes[value] = np.count_nonzero(table == value)
    return sizes
