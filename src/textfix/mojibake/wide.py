"""mojibake.wide: ASCII whose bytes were taken in twos for UTF-16.

What: `瑨灴㩳⼯` -> `https://`; of either byte order, up to a character torn off at the end.
Why: a program guessed UTF-16 for short ASCII ("Bush hid the facts"), or took a buffer for it.
When not: Han that the source model explains; Han whose bytes are no words or addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from textfix.model import Edit, Finding
from textfix.mojibake.health import talk, wakes
from textfix.profiles import Profile
from textfix.rule import Example, Rule

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST: Final = 4
"""Characters of a run: eight letters."""
GAIN: Final = 24.0
MEAN: Final = 2.5
"""Nats by which letters must explain a run, and each character of it, better than Han of no
language. Words and addresses have 2.8 to 5 a character; 6,000 strings of random Han came to 21."""

NONSENSE: Final = -7.5
"""Mean log probability of Han above which a run is prose, asked first as it is cheap: 1 to 7 in 100
such runs of prose go on to be read as letters."""

_HIGH: Final = (0x20, *range(0x2C, 0x7F))
"""No `%` and `#`: their block is box drawing; no tabs and line ends: theirs are other scripts."""
_HAN: Final = 0x3400


@cache
def _runs() -> re.Pattern[str]:
    """Return the pattern of runs whose bytes are all of ASCII, beginning outside of ASCII."""
    inside = "".join(
        rf"\u{high:02x}09\u{high:02x}0a\u{high:02x}0d\u{high:02x}20-\u{high:02x}{_last(high):02x}"
        for high in _HIGH
    )
    return re.compile(f"[{inside}]{{{LEAST},}}")


def _last(high: int) -> int:
    """Return the last low byte of a row: up to kana, which the source model takes for nonsense."""
    return 0x3F if high == 0x30 else 0x7E


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find runs of Han that are words or addresses if taken byte by byte."""
    found = [f for m in _runs().finditer(text) for f in _of_run(text, *m.span())]
    found = [f for f in found if not _explained(f, text, profile)]
    return talk.guard(text, found) if found else ()


def _explained(found: Finding, text: str, profile: Profile) -> bool:
    """Tell whether a run is surely part of UTF-8 or another encoding read wrong."""
    from textfix.mojibake import survey
    from textfix.mojibake.reading import sense

    return any(
        p.start < found.end and p.end > found.start
        for s in survey.of(text, profile.expect).stretches
        if s.weight >= sense.surely(s.path[0])
        for p in s.pieces
    )


def _of_run(text: str, start: int, end: int) -> Iterator[Finding]:
    from textfix.mojibake.reading import weigh

    run = text[start:end]
    if _makes_sense(run):
        return
    letters = _letters(run, ("utf-16-le", "utf-16-be"))
    least = weigh.ANYTHING["han"]  # asked first, as it is cheap: Han are worth this at least
    if all(_best((each - least).tolist())[2] < GAIN for each in letters.values()):
        return
    han = _han(run)
    ways = [(*_best((each - han).tolist()), codec) for codec, each in letters.items()]
    first, last, gain, codec = max(ways, key=lambda way: way[2])
    size = last - first
    if gain < max(GAIN, MEAN * size) or 2 * _count_han(run[first:last]) < size:
        return
    first, last = _extended(text, start, (first, last), codec)
    new = text[first:last].encode(codec).decode("ascii")
    yield Finding(
        RULE.name, first, last, (Edit(first, last, new),), safety="exact",
        detail=f"ASCII read as {codec}; {gain:.0f} nats likelier so",
    )  # fmt: skip


def _extended(text: str, start: int, found: tuple[int, int], codec: str) -> tuple[int, int]:
    """Take in signs (`⠩` for `()`) and rare Han beside a stretch of the run at `start`.

    Their bytes are of ASCII as well; prose beside it goes on with characters that are met.
    """
    first, last = start + found[0], start + found[1]
    while first and _goes_on(text[first - 1], codec):
        first -= 1
    while last < len(text) and _goes_on(text[last], codec):
        last += 1
    return first, last


def _goes_on(ch: str, codec: str) -> bool:
    from textfix.language import model
    from textfix.mojibake.reading.weigh import ANYTHING

    source = model.load()
    rare = ch >= "\u3400" and source.unigram(source.id(ch)) < ANYTHING["han"]
    sign = "\u2020" <= ch <= "\u2b7e"
    return (rare or sign) and all(0x20 <= b < 0x7F for b in ch.encode(codec, "surrogatepass"))


def _makes_sense(run: str) -> bool:
    from textfix.language import model

    source = model.load()
    ids = source.ids("\n\n" + run)
    steps = zip(ids, ids[1:], ids[2:], strict=False)
    return sum(source.step(*step) for step in steps) > NONSENSE * len(run)


def _count_han(run: str) -> int:
    return sum(ord(ch) >= _HAN for ch in run)


def _letters(run: str, codecs: Sequence[str]) -> dict[str, NDArray[Any]]:
    """Return by codec, for each character, the nats of its two letters."""
    from textfix.language.letters import letter_model

    english = letter_model("en")
    scores = {codec: english.score(run.encode(codec).decode("ascii")) for codec in codecs}
    return {codec: x[::2] + x[1::2] for codec, x in scores.items()}


def _han(run: str) -> NDArray[Any]:
    """Return the nats of each character as Han."""
    import numpy as np

    from textfix.language import model
    from textfix.mojibake.health import ordered
    from textfix.mojibake.reading import weigh
    from textfix.mojibake.shown import views

    # Lists of rare characters need no language, those by radical even less.
    known = np.maximum(model.load().score(run), ordered.nats(views.points(run)))
    found: NDArray[Any] = np.maximum(known, weigh.ANYTHING["han"])
    return found


def _best(gains: list[float]) -> tuple[int, int, float]:
    """Return the stretch with the largest sum: begin, end, sum."""
    best = (0, 0, 0.0)
    start, total = 0, 0.0
    for k, gain in enumerate(gains):
        if total <= 0:
            start, total = k, 0.0
        total += gain
        if total > best[2]:
            best = (start, k + 1, total)
    return best


RULE = Rule(
    name="mojibake.wide",
    what="Read ASCII again that was taken for UTF-16, two letters to a character.",
    why="taken byte by byte the characters are words or an address; taken as Han, nothing",
    when_not="Han that make sense; Han whose bytes are letters by chance.",
    safety="exact",
    profile="repair",
    wakes=wakes.woken(),
    find=find,
    examples=(
        Example("瑨灴㩳⼯硥浡汰⹥牯⽧潤湷潬摡猯瑥灵", "https://example.org/download/setup"),
        Example("打开桴獩愠灰挠湡戠敲歡失败", "打开this app can break失败", "the other order"),
    ),
    keeps=(
        "漢字の読み方を調べる",
        "春眠不觉晓，处处闻啼鸟。",
        "魑魅魍魉 饕餮 狻猊 獬豸",
        "犬部：猒猋猰猢猱猳猧猲猭猦猣猵",
        "㪉㷈䑻䥼㔳䀺䅏㱔䜖㖊",
        "湖南汨罗江畔",
    ),
    sources=("damage.md §3; the Notepad defect of Windows 2000 and XP",),
)
