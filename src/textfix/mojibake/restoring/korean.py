"""Fillings of holes in Korean and alphabets: the model that searches knows their letters as such.

Law: what that model said of a filling is taken back, and what the models of its language say put
there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textfix.mojibake.health import judge
from textfix.mojibake.shown import views

NEAR: Final = 16
"""Characters on each side of a hole that a filling is read with."""

FEW: Final = 60
"""Syllables among which one with the byte A0 may be missing by chance: one of 22 has it."""

SELDOM: Final = -10.5
NEVER: Final = -99.0
"""What a syllable costs that is hardly met there, and what then lies against a filling of several:
the search keeps only some of those, and likelier ones may be among the others."""


def spoken(text: str) -> bool:
    """Tell whether a text is in Korean: there is more Hangul in it than Han.

    >>> spoken("한국어"), spoken("韓國 사"), spoken("a")
    (True, False, False)
    """
    kinds = judge.kinds()[views.points(text)]
    return int((kinds == judge.HANGUL).sum()) > int((kinds == judge.HAN).sum())


def lettered(text: str) -> bool:
    """Tell whether a text is in an alphabet: no CJK, and letters beyond ASCII.

    >>> lettered("хорошо"), lettered("schön 中"), lettered("well")
    (True, False, False)
    """
    kinds = judge.kinds()[views.points(text)]
    return bool((kinds & judge.ALPHABETS).any()) and not (kinds & judge.CJK).any()


def flattens(shown: str, read: str) -> bool:
    """Tell whether a space may stand for A0 in a text of which `shown` was read as `read`.

    Not where A0 shows as itself; Korean and alphabets have spaces between words: many must miss.
    """
    between = spoken(read) or lettered(read)
    return "\xa0" not in shown and (len(read) >= FEW or not between)


def nats(texts: Sequence[str], left: str, right: str) -> list[float]:
    """Return what is to be added to the score of each filling between two neighbors."""
    head, tail = left[-NEAR:], right[:NEAR].split("\n")[0]
    head = head[head.rfind("\n") + 1 :]
    joined = "\n".join([head + t.replace("\n", " ") + tail for t in texts])
    if lettered(joined):
        told = judge.likelihoods(joined.split("\n"), judge.LATIN)
        plain = [float(judge.scores("zh", t, views.points(t)).sum()) for t in texts]
        # Which dash or quotation mark it was, letters do not tell.
        return [
            float(a) - b if any(map(str.isalpha, t)) else NEVER
            for a, b, t in zip(told, plain, texts, strict=True)
        ]
    if not spoken(joined):
        return [0.0] * len(texts)
    codes = views.points(joined)
    spoken_as = judge.scores("ko", joined, codes)
    gain = spoken_as - judge.scores("zh", joined, codes)
    seldom = (judge.kinds()[codes] == judge.HANGUL) & (spoken_as < SELDOM)
    out: list[float] = []
    at = len(head)
    for t in texts:
        end = at + len(t)
        several = sum("가" <= ch <= "힣" for ch in t) > 1
        out.append(
            NEVER
            if several and seldom[at:end].any()
            else float(gain[at : end + len(tail[:1])].sum())
        )
        at = end + len(tail) + 1 + len(head)
    return out
