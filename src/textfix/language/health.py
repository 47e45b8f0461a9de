"""Is this healthy text, and in which language? For leaving healthy text alone.

Scores are mean natural-log probabilities per character, comparable between languages.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from textfix.language.letters import LetterModel, languages, letter_model
from textfix.language.model import load

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

__all__ = ["LetterModel", "han_health", "language_scores", "languages", "letter_model"]

_SAMPLE = 2_000  # characters in each of the pieces that a long text is judged by
_PIECES = 5
# Mean log probability of a Han character in prose that the model has not seen, its spread
# between documents, and that between characters: measured on genres left out of training.
HEALTHY_MEAN = -5.2
DOCUMENT_SPREAD = 0.45
CHARACTER_SPREAD = 2.75


def _sample(text: str) -> str:
    """Return the text, or evenly spaced pieces of a long one; composed if it has marks."""
    if len(text) > _SAMPLE * _PIECES:
        gap = (len(text) - _SAMPLE) // (_PIECES - 1)
        text = "\n".join(text[i * gap : i * gap + _SAMPLE] for i in range(_PIECES))
    if any("\u0300" <= ch < "\u0370" for ch in text):
        return unicodedata.normalize("NFC", text)
    return text


def language_scores(text: str) -> dict[str, float]:
    """Return the mean log probability per character under each language, the best first.

    Not a verdict: below twenty characters near relatives (da/nb, id/ms, sk/cs) are confused.
    Languages of which no letter occurs are left out; "zh" is Chinese in either script and "code"
    is ASCII source text. A long text is judged by five pieces of 2,000 characters.

    >>> next(iter(language_scores("Der Zug nach Hamburg kommt heute leider etwas später an.")))
    'de'
    >>> next(iter(language_scores("今天天氣很好")))
    'zh'
    >>> language_scores("")
    {}

    Units: natural log. Errors: none.
    """
    import numpy as np

    sample = _sample(text)
    if not sample:
        return {}
    points = np.frombuffer(sample.encode("utf-32-le", "surrogatepass"), np.uint32)
    points = np.minimum(points, np.uint32(0x10000))
    letters = set(sample.lower())
    scores = {"zh": float(load().score(sample).mean())}
    for language in languages():
        model = letter_model(language)
        if language == "code" or not letters.isdisjoint(model.alphabet):
            scores[language] = float(model.score_points(points).mean())
    return dict(sorted(scores.items(), key=lambda item: -item[1]))


def _han_scores(text: str) -> npt.NDArray[np.float32]:
    """Return the log probabilities of the Han characters of a text."""
    import numpy as np

    from textfix.language.classes import FIRST_HAN, RARE_FAR, RARE_GBK

    model = load()
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    ids = model.ids_array(points)
    han = (ids >= FIRST_HAN) | (ids == RARE_GBK) | (ids == RARE_FAR)
    scores: npt.NDArray[np.float32] = model.score(text)[han]
    return scores


def han_health(text: str) -> float:
    """Return how usual the Han characters of a text are, in standard deviations from prose.

    About 0 for modern prose, -2 to -4 for verse and classics, below -5 for text that a wrong
    decoder made. Not for texts without Han characters (0.0) nor for Japanese.

    >>> han_health("今天下午我們一起去圖書館看書") > -1.0
    True
    >>> han_health("今天下午我們一起去圖書館看書".encode().decode("gb18030", "replace")) < -3.0
    True

    Errors: none. Source: constants measured on training genres left out.
    """
    scores = _han_scores(text)
    if not len(scores):
        return 0.0
    spread = (DOCUMENT_SPREAD**2 + CHARACTER_SPREAD**2 / len(scores)) ** 0.5
    return float((float(scores.mean()) - HEALTHY_MEAN) / spread)
