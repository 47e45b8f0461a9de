"""Reasons to look closer at a reading: windows, lines or bytes that do not fit it."""

import re

from textfix.detection.cjk import cost, screen
from textfix.detection.contest import readings
from textfix.detection.doubles import BY_NAME, DOUBLE_NAMES, SPOKEN, double_reading, is_utf8
from textfix.detection.glance import rivaled
from textfix.detection.naming import reader_of, strict
from textfix.detection.tables import ASCII

# Mean unigram cost of the characters of a line above which a reading looks wrong there, and how
# many tell. On text that the models saw one line in a thousand has 71 to 74; lines of another
# encoding have 92 and more, Korean as GBK 74.
_WRONG_MEAN, _FEWEST = 72, 5
# The same by pairs of characters: 59, and 78 to 95 and more.
_WRONG_PAIRS = 72
_NO_LETTER = re.compile("[\0-\xbf\u2000-\u3004\u3008-\u303f]+")
# What changing the encoding costs among lines, and half of it.
_CHANGED, _CLEARLY = 140, 70
# Short data are looked at line by line: mean cost of a line that looks wrong, longest such text.
_WRONG_LINE, LINES_READ = 66, 2000
# Single-byte readings of other scripts: mean cost of a byte that no language has; bytes needed.
_WINDOWS_TRIED = 40
_FOREIGN_MEAN, _FEW, _SAMPLED = 44, 40, 800
_ASCII_BYTES = bytes(range(128))


def fits_nothing(data: bytes, best: int) -> bool:
    """Tell whether the best single-byte reading, at that cost, is no language of ours.

    Not for Latin scripts, where too few bytes tell, nor for short or long data.

    >>> fits_nothing("обычный русский текст ".encode("cp1251") * 4, 1900)
    False
    """
    high = len(data.translate(None, _ASCII_BYTES))
    if high < _FEW or len(data) > _SAMPLED or high * 2 < len(data):
        return False
    return best - ASCII * (len(data) - high) > _FOREIGN_MEAN * high


def looks_right(data: bytes, text: str, encoding: str, language: str) -> bool:
    """Tell whether `text`, the strict reading of all of `data`, reads well.

    Not a choice among encodings: it only finds reasons to look closer.

    >>> looks_right("中文".encode("gbk") * 40, "中文" * 40, "gb18030", "zh-hans")
    True
    """
    if encoding == "utf-8":
        return True
    if encoding in DOUBLE_NAMES:
        if len(text) <= LINES_READ:
            return _lines_right(text, language or "zh-hans")
        return _windows_right(text, encoding, language or "zh-hans")
    return not _has_utf8_line(data)


def _windows_right(text: str, encoding: str, language: str) -> bool:
    """Tell whether each line with improbable characters is still best read this way.

    Lists of names and rare characters look odd too; a contest over the line decides.
    """
    odd = screen(text, language, _WRONG_MEAN, _FEWEST)
    reader = reader_of(encoding)
    step = max(1, len(odd) // _WINDOWS_TRIED)
    pieces = []
    for start, end in odd[::step]:
        piece = text[start:end]
        letters = _NO_LETTER.sub("", piece)
        if cost(letters, language) <= _WRONG_PAIRS * len(letters):
            continue
        data = reader.encode(piece) if reader else None
        if data is None:
            return False
        pieces.append(data)
    rivals = rivaled(pieces, encoding, SPOKEN) if pieces else ()
    return not any(
        (rival or is_utf8(data)) and _lost(data, encoding)
        for data, rival in zip(pieces, rivals, strict=True)
    )


def _lost(data: bytes, encoding: str) -> bool:
    """Tell whether another encoding reads these bytes so much better that lines may change it."""
    best = readings(data, look=0)[0]
    if best.encoding == encoding:
        return False
    own = double_reading(data, BY_NAME[encoding], 0)
    # What single bytes say of a few characters that are rare is mostly chance.
    enough = _CLEARLY if best.encoding in DOUBLE_NAMES or best.encoding == "utf-8" else _CHANGED
    return own is None or own.cost - best.cost > enough


def _lines_right(text: str, language: str) -> bool:
    """Tell whether each line with some wide characters is probable by itself."""
    lines = text.split("\n")
    if len(lines) < 2:
        return True
    for line in lines:
        high = sum(ch >= "\x80" for ch in line)
        if high > 3 and cost(line, language) - ASCII * (len(line) - high) > _WRONG_LINE * high:
            return False
    return True


def _has_utf8_line(data: bytes) -> bool:
    """Tell whether some line is UTF-8: no single-byte text looks so by chance."""
    return any(
        not line.isascii() and strict(line, "utf-8") is not None for line in data.split(b"\n")
    )
