"""How probable is a text as it stands: the judge of every repair, before and after.

Law: both sides are asked the same of the same models, each taking the language that suits it best.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from textfix.mojibake.health import hangul
from textfix.mojibake.shown import views

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LATIN: Final = (
    *("en", "fr", "de", "es", "pt", "it", "vi", "pl", "cs", "tr", "sv", "hu", "ro", "lv", "is"),
    *("ca", "da", "fi", "lt", "nb", "nl", "sh", "sk", "sl", "id"),
)
"""Languages that speak for Latin letters with marks."""

CYRILLIC: Final = ("ru", "uk", "bg", "mk")
OTHERS: Final = {"el": 8, "he": 16, "ar": 32, "fa": 32, "ur": 32}
"""Languages of one script each, and the kind of that script."""

LATIN_KIND, CYRILLIC_KIND, HAN, KANA, HANGUL, CJK_MARK = 2, 4, 64, 128, 256, 512
ALPHABETS: Final = LATIN_KIND | CYRILLIC_KIND | 8 | 16 | 32
SCRIPTS: Final = frozenset({LATIN_KIND, CYRILLIC_KIND, 8})
CJK: Final = HAN | KANA | HANGUL | CJK_MARK

_RANGES: Final = (
    (0xC0, 0x2AF, LATIN_KIND), (0x1E00, 0x1EFF, LATIN_KIND), (0x370, 0x3FF, 8),
    (0x400, 0x52F, CYRILLIC_KIND), (0x590, 0x5FF, 16), (0x600, 0x6FF, 32), (0x2E80, 0x2FDF, HAN),
    (0x3001, 0x303F, CJK_MARK), (0x3041, 0x30FF, KANA), (0x3400, 0x9FFF, HAN),
    (0xAC00, 0xD7A3, HANGUL), (0xF900, 0xFAFF, HAN), (0xFF01, 0xFF60, CJK_MARK),
    (0xFF66, 0xFF9F, KANA),
)  # fmt: skip

SYMBOL: Final = -8.0
"""What a symbol of GB 2312 (`℃`, `☆`, `①`) costs at most; the model takes all symbols for one."""

ALIEN: Final = -9.0
"""What a letter of another script costs at least."""

WIDE: Final = -12.0
"""What fullwidth punctuation costs in Korean at least: 60,000 characters of `train` have none."""

FOREIGN: Final = -20.0
"""What the Chinese model would say of a letter, were it asked."""


@cache
def usual() -> NDArray[np.bool_]:
    """Mark the punctuation and the symbols of GB 2312, which any Chinese text may have.

    Row 3 holds the fullwidth forms, among them `￥`.
    """
    import numpy as np

    out: NDArray[Any] = np.zeros(0x10001, np.bool_)
    cells = bytes(
        b for row in (0xA1, 0xA2, 0xA3) for cell in range(0xA1, 0xFF) for b in (row, cell)
    )
    out[views.points(cells.decode("gbk", "ignore"))] = True
    return out


@cache
def least() -> NDArray[np.float32]:
    """Return the least that the Chinese model says of a code point."""
    import numpy as np

    return np.where(usual(), np.float32(SYMBOL), np.float32(-np.inf))


@cache
def kinds() -> NDArray[np.uint16]:
    """Return for each code point up to U+10000 the kind of its script, 0 for what is no letter."""
    import numpy as np

    out: NDArray[Any] = np.zeros(0x10001, np.uint16)
    for low, high, kind in _RANGES:
        out[low : high + 1] = kind
    out[[0xD7, 0xF7]] = 0
    return out


def has_cjk(text: str) -> bool:
    """Tell whether a text has anything that only CJK writing uses.

    >>> has_cjk("né"), has_cjk("a。")
    (False, True)
    """
    return bool((kinds()[views.points(text)] & CJK).any())


def likelihoods(texts: Sequence[str], latin: Sequence[str] = LATIN[:10]) -> NDArray[np.float64]:
    """Return for each text its log likelihood under the language that suits it best.

    Not for comparing texts of one script: every text may take another language. `latin` are the
    languages asked of Latin letters. Shape (len(texts),), natural log. Linear in the characters
    of all texts together.

    >>> good, bad = likelihoods(["获取卡的", "»ñÈ¡¿¨µÄ"])
    >>> bool(good > bad)
    True
    """
    import numpy as np

    if not texts:
        return np.zeros(0)
    joined = "\n".join(texts)
    codes = views.points(joined)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    starts = np.zeros(len(texts), np.int64)
    np.cumsum(lengths[:-1] + 1, out=starts[1:])
    kind = kinds()[codes]
    best = np.full(len(texts), -np.inf)
    for name, wanted in _models(kind, starts, latin):
        chosen = np.flatnonzero(wanted)
        if len(chosen) == len(texts):
            part, codes_, begins = joined, codes, starts
        else:
            part = "\n".join([texts[k] for k in chosen.tolist()])
            codes_ = views.points(part)
            begins = np.concatenate(([0], np.cumsum(lengths[chosen][:-1] + 1)))
        found = np.minimum(scores(name, part, codes_), _aliens(name)[codes_])
        found[begins[1:] - 1] = 0.0
        if len(found):
            sums = np.add.reduceat(found, np.minimum(begins, len(found) - 1), dtype=np.float64)
            best[chosen] = np.maximum(best[chosen], sums)
    return np.where(lengths > 0, best, 0.0)


def _models(
    kind: NDArray[np.uint16], starts: NDArray[np.int64], latin: Sequence[str]
) -> list[tuple[str, NDArray[np.bool_]]]:
    """Return the models that may speak, and for which texts each may."""
    import numpy as np

    def count(mask: int) -> NDArray[np.int64]:
        if not len(kind):
            return np.zeros(len(starts), np.int64)
        return np.add.reduceat(
            (kind & mask) != 0, np.minimum(starts, len(kind) - 1), dtype=np.int64
        )

    def some(mask: int) -> NDArray[np.bool_]:
        return count(mask) > 0

    cjk, alphabetic, syllables = map(count, (HAN | CJK_MARK, ALPHABETS, KANA | HANGUL))
    everyone = np.ones(len(starts), np.bool_)
    # The Chinese model knows of other scripts the class only: it may not speak for them.
    models = [("zh", (cjk > 0) & (cjk >= alphabetic + syllables)), ("code", everyone)]
    wanted = (
        (("ja",), some(KANA)),
        (("ko",), some(HANGUL)),
        (latin, some(LATIN_KIND)),
        (CYRILLIC, some(CYRILLIC_KIND)),
        *(((name,), some(mask)) for name, mask in OTHERS.items()),
    )
    models += [(name, who) for names, who in wanted for name in names]
    models.append(("fr", (cjk + alphabetic + syllables) == 0))
    return [(name, who) for name, who in models if who.any()]


def scores(name: str, text: str, codes: NDArray[np.uint32]) -> NDArray[np.float32]:
    """Return what a language's model says of each character of a text; `codes` are its `points`."""
    import numpy as np

    from textfix.language import letters, model, people

    if name == "zh":
        return people.named(codes, np.maximum(model.load().score(text), least()[codes]))
    return letters.letter_model(name).score_points(codes)


@cache
def _letters() -> NDArray[np.bool_]:
    import numpy as np

    return np.array([chr(k).isalpha() and k > 0x7F for k in range(0x10001)])


@cache
def _aliens(name: str) -> NDArray[np.float32]:
    """Return the most that a language may say of a code point: little of another script's letter.

    The models know that such letters come, not that there are thousands of them.
    """
    import numpy as np

    own = {"ja": KANA | HAN, "ko": HANGUL, "zh": CJK, **OTHERS}
    own |= dict.fromkeys(CYRILLIC, CYRILLIC_KIND)
    known = (kinds() & (own.get(name, LATIN_KIND) | CJK_MARK)) != 0
    out: NDArray[Any] = np.where(_letters() & ~known, np.float32(ALIEN), np.float32(0.0))
    if name == "ko":
        out[hangul.rare()] = hangul.RARE
        out[[*range(0xFF01, 0xFF5F), *map(ord, "、。《》")]] = WIDE
    return out


def in_place(text: str, codes: NDArray[np.uint32]) -> Iterator[NDArray[np.float32]]:
    """Yield the score of each character where it stands, an array for each likely language.

    Not for foreign scripts under the Chinese model: it may not speak for them. Linear; `codes` are
    the text's `points`. Shape (len(text),) each. Those that explain much come first, so that
    whoever only asks whether a text is healthy may stop early.
    """
    import numpy as np

    kind = kinds()[codes]
    for name in _in_turn(text, int(np.bitwise_or.reduce(kind, initial=0))):
        found = scores(name, text, codes)
        if name == "zh":
            # It knows letters by their class only.
            found = np.where((kind & CJK) != 0, found, np.float32(FOREIGN))
        yield found


def _in_turn(text: str, kind: int) -> Iterator[str]:
    """Yield the languages that may explain a text with such kinds of characters."""
    if kind & HAN:
        yield "zh"
    if kind & CYRILLIC_KIND:
        yield from _likeliest(CYRILLIC, text)
    if kind & CJK and not kind & HAN:
        yield "zh"
    for name, mask in (("ja", KANA), ("ko", HANGUL), *OTHERS.items()):
        if kind & mask:
            yield name
    yield from _likeliest(LATIN if kind & LATIN_KIND else ("fr", "en"), text)
    yield "code"


def _likeliest(names: Sequence[str], text: str, keep: int = 4) -> list[str]:
    """Return the languages that suit pieces of a text best."""
    from textfix.language.letters import letter_model

    size = 300
    if len(text) > 5 * size:
        step = (len(text) - size) // 4
        text = "\n".join(text[k * step : k * step + size] for k in range(5))
    codes = views.points(text)
    sums = {name: float(letter_model(name).score_points(codes).sum()) for name in names}
    return sorted(sums, key=lambda name: -sums[name])[:keep]
