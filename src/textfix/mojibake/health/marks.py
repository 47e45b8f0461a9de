"""Damage that a line shows on purpose: beside its answer, or beside a word that says so.

Law: marks alone show nothing; damaged names stand in quotation marks, too.
"""

from __future__ import annotations

import re
from typing import Final

PAIRS: Final = (
    *("“”", "„“", "„”", "‘’", "‚‘", "«»", "»«", "「」", "『』", "《》", "【】", "””", "’’"),
    *('""', "''", "``", "||"),
)
"""Marks around what is shown."""

SEEN: Final = 60
"""Characters of a line, before and behind, in which a word may say that something is shown."""

LETTER: Final = 1
"""Characters of an answer so short that it must stand by itself: `ä` is in any German line."""

_INSTEAD: Final = re.compile(
    r"\b(?:(?:an)?statt|instead of|rather than|should (?:be|read|say)"
    r"|(?:shown|displayed|rendered|read|encoded) as|becomes?|became"
    r"|(?:appears?|shows? up|comes? out|turn(?:s|ed)?)(?: as| into)?"
    r"|au lieu d|à la place d|s'affiche|en (?:lugar|vez) de|em vez de|invece d|zamiast|místo"
    r"|i stället för|вместо|отобража\w+|превра\w+)"
    r"|显示[为成]|顯示[為成]|变成|變成|看到的[却是]|应该是|應該是|正确的是|正確的是|と表示|になって?しま|に化け"
    # Not the arrow of a program, `list->add("…")`.
    r"|[→⇒]|(?<![\w)\]])[-=]>(?!\w)",
    re.IGNORECASE,
)
"""Words that say that one thing stands where another should."""

_MENDING: Final = re.compile(
    r"\b(?:fix|repair|convert|replace|remove|decode|search for|find|escape|character|sequence|"
    r"ersetze\w*|Zeichen|remplace\w*|caractère|corrig\w+|reemplaza\w*|carácter|замен\w+|символ\w*)\b"
    r"|替换|替換|修复|修復|字符|字元|置換|文字列",
    re.IGNORECASE,
)
"""Words for what one does to damage; they tell of a damaged character that stands by itself."""


_SPACED: Final = ("  ", "\xa0\xa0", "\u202f\u202f")
_ACCENTED: Final = re.compile("[\x80-\u02af]")
"""What else is damaged in a line, or written in a language that has such letters."""


def shows(text: str, start: int, end: int, new: str) -> bool:
    """Tell whether what would become `new` is shown on purpose.

    >>> shows("“Ã¤” statt “ä”", 1, 3, "ä"), shows("das “schÃ¶n” ist", 8, 10, "ö")
    (True, False)
    """
    first, last = _word(text, start, end)
    answer = text[first:start] + new + text[end:last]
    if answer.isascii():
        return False
    low = max(text.rfind("\n", 0, first) + 1, first - SEEN)
    high = text.find("\n", last, last + SEEN)
    high = last + SEEN if high < 0 else high
    around = f"{text[low:first]}\n{text[last:high]}"
    marked = _marked(text, first, last)
    said = _INSTEAD.search(around) is not None
    mended = _MENDING.search(around) is not None
    if marked or said or mended:
        alone = r"(?<!\w){}(?!\w)" if marked or mended or len(answer) <= LETTER else "{}"
        if re.search(alone.format(re.escape(answer)), around):
            return True
    if marked and said:
        return True
    return mended and len(answer) <= LETTER and _ACCENTED.search(around) is None


def _marked(text: str, first: int, last: int) -> bool:
    """Tell whether marks stand around a span: directly, or cells and guillemets with a space."""
    if text[first - 1 : first] + text[last : last + 1] in PAIRS:
        return True
    before, after = text[max(0, first - 2) : first], text[last : last + 2]
    return before[1:] + after[:1] in _SPACED and before[:1] + after[1:] in ("||", "«»")


def _word(text: str, start: int, end: int) -> tuple[int, int]:
    """Extend a span to the letters and digits that it touches."""
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return start, end
