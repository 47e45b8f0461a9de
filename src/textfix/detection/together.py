"""Answers for many strings that are clear text in one encoding: named and read in one piece."""

from textfix.detection import report
from textfix.detection.naming import TRIES, read_by
from textfix.detection.quick import Quick
from textfix.detection.result import Detection
from textfix.detection.shares import CEILING, Ranking

# Fewer strings than this are settled one by one.
_FEW = 8
# Two characters that share a cell are told by what stands around them.
_BULLET = "‧"


def clear_groups(
    sources: list[bytes], ranked: list[Ranking | None]
) -> dict[tuple[str, str], list[int]]:
    """Return the rows of strings without a rival, by encoding and language.

    Not for strings of several lines: these are looked at line by line.

    >>> clear_groups([b"..."], [Ranking([("gb18030", CEILING)], "zh-hans", 9)])
    {('gb18030', 'zh-hans'): [0]}
    """
    groups: dict[tuple[str, str], list[int]] = {}
    for row, ranking in enumerate(ranked):
        if ranking is not None and len(ranking.order) == 1 and b"\n" not in sources[row]:
            groups.setdefault((ranking.order[0][0], ranking.language), []).append(row)
    return groups


def together(sources: list[bytes], encoding: str, language: str) -> list[Quick | None]:
    """Return what `quick.settle` gives for each string; None where it has to be asked.

    Not for strings with a rival reading. All share one answer.

    >>> together(["编码检测很好".encode("gbk")] * 9, "gb18030", "zh-hans")[8].text
    '编码检测很好'
    """
    name = TRIES.get(encoding, (encoding,))[0]
    script = report.script_of(language)
    answer = Detection.of(name, CEILING, language, script, "none")
    return [
        None if text is None else Quick(answer, encoding, text)
        for text in _texts(sources, encoding, name)
    ]


def _texts(sources: list[bytes], encoding: str, name: str) -> list[str | None]:
    """The texts as the plainest codec reads them, halved until what it cannot read is alone."""
    if len(sources) < _FEW:
        return [None] * len(sources)
    text, known = read_by(b"\n".join(sources), encoding)
    if text is not None and known == name and _BULLET not in text:
        return [*text.split("\n")]
    middle = len(sources) // 2
    return [*_texts(sources[:middle], encoding, name), *_texts(sources[middle:], encoding, name)]
