"""Which script a text is in, and which of its lines are Chinese prose.

Law: linear in the text; one vectorised look gives each character a kind, all else is counting.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from textfix.language import scripts
from textfix.normalization import code_lines, context

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_HAN, _OLD, _NEW, _FOREIGN, _LETTER = 1, 2, 3, 4, 5
"""Kinds: Han, only traditional, only simplified; kana or Hangul; the first letter of a word."""

_RANGES: Final = {
    _HAN: (
        (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF),
        (0x3005, 0x3005), (0x3007, 0x3007), (0x303B, 0x303B),
    ),
    _FOREIGN: (
        (0x3041, 0x3096), (0x30A1, 0x30FA), (0xFF66, 0xFF9D),
        (0xAC00, 0xD7A3), (0x1100, 0x11FF), (0x3131, 0x318E),
    ),
    _LETTER: ((0x41, 0x5A), (0x61, 0x7A), (0xC0, 0x24F), (0x1E00, 0x1EFF)),
}  # fmt: skip

_SCRIPT_RATIO: Final = 2
"""Characters of one script alone, per one of the other, in a text that is in the first."""
_FOREIGN_IN_LINE: Final = 5
_FOREIGN_IN_TEXT: Final = 3
"""Han to each kana or Hangul, at least: in a line of Chinese, and in a text of Chinese."""

_GLOSSED: Final = 3
"""Latin words from which a line may be a sentence in another language with glosses."""
_NOTE: Final = re.compile("[(（][^()（）\\n]*[)）]")
_BLOCK: Final = 1 << 15
"""Characters looked at together: what is held meanwhile stays in the second-level cache."""


@cache
def _kinds() -> NDArray[np.uint8]:
    """Return the kind of each code point; the last entry serves all above it."""
    import numpy as np

    kinds = np.zeros(0x40001, np.uint8)
    for kind, ranges in _RANGES.items():
        for low, high in ranges:
            kinds[low : high + 1] = kind
    for code in range(0x3400, 0xA000):
        if scripts.is_traditional_only(chr(code)):
            kinds[code] = _OLD
        elif scripts.is_simplified_only(chr(code)):
            kinds[code] = _NEW
    return kinds


def _look(text: str) -> bytes:
    """Return the kinds of all characters; of the letters of a word, the first alone counts."""
    import numpy as np

    pieces = []
    for at in range(0, len(text), _BLOCK):
        # One character more in front: a word may go over the border of two pieces.
        first = max(0, at - 1)
        data = text[first : at + _BLOCK].encode("utf-32-le", "surrogatepass")
        kinds = _kinds().take(np.frombuffer(data, np.uint32), mode="clip")
        letters = kinds == _LETTER
        kinds[1:][letters[1:] & letters[:-1]] = 0
        pieces.append(kinds[at - first :].tobytes())
    return b"".join(pieces)


class Lines:
    """The lines of a text, asked for positions; each is judged once.

    >>> lines = Lines("中文\\nen")
    >>> lines.chinese(1), lines.chinese(4), lines.span(4)
    (True, False, (3, 5))
    """

    def __init__(self, text: str) -> None:
        """Look at the text; no line is judged yet."""
        self._text = text
        self._kinds = _look(text)
        self._span = (0, -1)
        self._verdicts: dict[int, bool] = {}

    def span(self, position: int) -> tuple[int, int]:
        """Return the span of the line that holds a position, without its line end."""
        start, end = self._span
        if not start <= position <= end:
            end = self._text.find("\n", position)
            end = len(self._text) if end < 0 else end
            self._span = self._text.rfind("\n", 0, position) + 1, end
        return self._span

    def chinese(self, position: int) -> bool:
        """Tell whether a position is in a line of Chinese prose, code and addresses left out.

        >>> text = "見[這裡](https://example.org/some/long/path)的說明"
        >>> Lines(text).chinese(0), Lines("実行: はい\\n実行: 可").chinese(8)
        (True, False)
        """
        start, end = self.span(position)
        verdict = self._verdicts.get(start)
        if verdict is None:
            verdict = self._verdicts[start] = self._judged(start, end)
        return verdict

    def script(self) -> str:
        """Return "hans" or "hant" where the characters of the text tell, else "".

        >>> [Lines(text).script() for text in ("这个国家的经济", "這個國家的經濟", "山水")]
        ['hans', 'hant', '']
        """
        old, new = self._kinds.count(_OLD), self._kinds.count(_NEW)
        if old > _SCRIPT_RATIO * new:
            return "hant"
        return "hans" if new > _SCRIPT_RATIO * old else ""

    def is_prose(self, start: int, end: int) -> bool:
        """Tell whether a piece is Chinese, in which single foreign words may stand.

        >>> [Lines(text).is_prose(0, 99) for text in ("我们用 Python 写", "漢字とかな", "that 字")]
        [True, False, True]
        """
        count = self._kinds.count
        han = sum(count(kind, start, end) for kind in (_HAN, _OLD, _NEW))
        # A Latin word says as much as two Han characters.
        if not han or han < count(_LETTER, start, end):
            return False
        return count(_FOREIGN, start, end) * _FOREIGN_IN_LINE <= han

    def _judged(self, start: int, end: int) -> bool:
        text = self._text
        if not self.is_prose(start, end):
            if not context.may_protect(text, start, end):
                return False
            prose = context.protected(text).outside(text, start, end)
            if not Lines(prose).is_prose(0, len(prose)):
                return False
        line = text[start:end]
        if code_lines.is_statement(line) or code_lines.is_reference(line):
            return False
        if code_lines.is_row(text, start, end) or code_lines.is_setting(text, start, end):
            return False
        return not self._is_glossed(start, end) and not self._elsewhere

    def _is_glossed(self, start: int, end: int) -> bool:
        """A line in another language, the Chinese words of which stand in parentheses."""
        if self._kinds.count(_LETTER, start, end) < _GLOSSED:
            return False
        line = _NOTE.sub(" ", context.protected(self._text).outside(self._text, start, end))
        rest = Lines(line)
        return rest._kinds.count(_LETTER) >= _GLOSSED and not rest.is_prose(0, len(line))

    @property
    def _elsewhere(self) -> bool:
        """A Japanese or Korean text: its lines without kana or Hangul are so too."""
        count = self._kinds.count
        foreign = count(_FOREIGN)
        return foreign > 0 and foreign * _FOREIGN_IN_TEXT > sum(map(count, (_HAN, _OLD, _NEW)))


@lru_cache(maxsize=4)
def of(text: str) -> Lines:
    """Return the lines of a text, looked at once for all rules.

    >>> of("中文").chinese(0)
    True
    """
    return Lines(text)


def is_chinese(text: str) -> bool:
    """Tell whether a piece of text is Chinese prose.

    >>> is_chinese("我们用 Python 写"), is_chinese("the word 漢字 means")
    (True, False)
    """
    return Lines(text).is_prose(0, len(text))
