"""The short way for short strings: the answer of the full analysis where nothing is unusual.

`plain` says which strings may take it; `settle` gives up (None) where the full analysis must look.
"""

from typing import NamedTuple

from textfix.detection import report
from textfix.detection.binary import HEADS, uniform_reason
from textfix.detection.candidates import MARKS, declared_in
from textfix.detection.doubles import DOUBLE_NAMES
from textfix.detection.engine import C0, WIDE
from textfix.detection.guise import Guise, guise
from textfix.detection.looks import looks_right
from textfix.detection.naming import TRIES, narrow, read_by, strict
from textfix.detection.result import Detection, LineEnds
from textfix.detection.sample import thin
from textfix.detection.shares import CEILING, Ranking
from textfix.detection.tables import ASCII
from textfix.detection.utf8 import SHORT, WORDS, language_of, proves

_ASCII_BYTES = bytes(range(128))
# Beginnings of files that are no text, and byte order marks.
_HEADS = (*HEADS, *MARKS)
# Below this many bytes nobody asks charset-normalizer.
_FEW = 40
_NONE: tuple[tuple[str, float], ...] = ()
# An ASCII run shorter than this is never thinned.
_RUN = 8


class Quick(NamedTuple):
    """An answer with the internal encoding and the text, as `decode` needs them."""

    detection: Detection
    encoding: str
    text: str


def plain(data: bytes) -> bool:
    """Tell whether `data` are short and have no mark, control, declaration or carriage return.

    Not a verdict: it only says that the short way may be tried.

    >>> plain("编码".encode("gbk")), plain(b""), plain(b"\\0\\1"), plain(b"charset=gbk")
    (True, False, False, False)
    """
    if not 0 < len(data) <= SHORT or data.startswith(_HEADS) or b"\r" in data:
        return False
    if len(data.translate(None, C0)) != len(data):
        return False
    if (b"=" in data or b":" in data) and declared_in(data):
        return False
    return not (data[0] >= 0x80 and uniform_reason(data))


def certain(data: bytes) -> Quick | None:
    """Return the answer for plain ASCII, or for UTF-8 that its length proves.

    Not for data that are not `plain`.

    >>> certain(b"abc").detection.encoding
    'ascii'
    """
    ends: LineEnds = "lf" if b"\n" in data else "none"
    if data.isascii():
        if b"~{" in data:
            return None
        doubt = guise(data)
        if doubt is None:
            return Quick(Detection("ascii", 1.0, line_ends=ends), "ascii", data.decode("ascii"))
        return _doubtful(data, doubt, ends)
    if not proves(data):
        return None
    text = data.decode("utf-8")
    return proven(data, text, language_of(told_by(text)))


def _doubtful(data: bytes, doubt: Guise, ends: LineEnds) -> Quick:
    """The answer for ASCII that may be UTF-16."""
    sure, others = doubt.told()
    if not doubt.answered:
        answer = Detection.of("ascii", sure, "", "", ends, others)
        return Quick(answer, "ascii", data.decode("ascii"))
    script = report.script_of(doubt.language)
    answer = Detection.of(doubt.encoding, sure, doubt.language, script, "none", others)
    return Quick(answer, doubt.encoding, doubt.text)


def proven(data: bytes, text: str, language: str) -> Quick:
    """Return the answer for data whose length proves UTF-8.

    Not for other data: nothing is checked.

    >>> proven(b"...", "...", "zh-hans").detection.script
    'hans'
    """
    ends: LineEnds = "lf" if b"\n" in data else "none"
    answer = Detection.of("utf-8", CEILING, language, report.script_of(language), ends)
    return Quick(answer, "utf-8", text)


def told_by(text: str) -> str:
    """Return the characters that tell the language of UTF-8 text: some, from the first wide one.

    Not for other encodings, whose reading has a language.

    >>> told_by("abc 中文")
    '中文'
    """
    found = WIDE.search(text)
    return text[found.start() : found.start() + WORDS] if found else ""


def settle(data: bytes, ranking: Ranking) -> Quick | None:
    """Return the answer from a contest, or None where lines, mistakes or doubts need a look.

    Not for data that are not `plain`, nor for readings that begin inside a character.

    >>> settle("编码".encode("gbk"), Ranking([("gb18030", 0.9)], "zh-hans", 90)).text
    '编码'
    """
    main = ranking.order[0][0]
    high = len(data.translate(None, _ASCII_BYTES))
    if main.startswith("utf-16"):
        return None
    if main not in DOUBLE_NAMES and main != "utf-8" and high >= _FEW:
        return None
    text, known = read_by(data, main)
    if text is None:
        return None
    if data.count(b"\n") > 1 and not looks_right(data, text, main, ranking.language):
        return None
    index = narrow(main, data, text, known, 0) if len(TRIES.get(main, ())) > 1 else 0
    tries = {main: index}
    codec = report.codec_of(main, tries)
    # Without a rival nothing has to be compared.
    belief, others = ranking.order[0][1], _NONE
    if len(ranking.order) > 1:
        own = text if known == codec else strict(data, codec)
        belief, others = report.belief(data, main, own, tries, ranking.order)
    piece = thin(data) if len(data) - high >= _RUN else data
    if high * 2 > len(piece):
        belief = report.doubted(belief, (ranking.cost - ASCII * (len(piece) - high)) / high)
    language = ranking.language
    if main == "utf-8" and not language:
        language = language_of(told_by(text))
    ends: LineEnds = "lf" if b"\n" in data else "none"
    script = report.script_of(language)
    answer = Detection.of(codec, belief, language, script, ends, others)
    return Quick(answer, main, text)
