"""Glosses added to characters, not bytes: nothing is torn (the siblings of the page generator)."""

from __future__ import annotations

import random

from textfix.channels import glosspage, pagedata
from textfix.channels.damaged import Outcome, Parameter, joined
from textfix.channels.glossrules import Style, draw_list, draw_style, weighted

# Seen as 樂(lè ) in pages of this family, beside readings without a space.
SPACE_PAGES = 0.5
# Per paragraph: how many of its different characters are drawn, with repetition.
LEAST_DRAWN, MOST_DRAWN = 0.1, 0.4


def whole_page(text: str, rng: random.Random, script: str = "hant") -> Outcome:
    """Gloss a list of characters at every occurrence; `script` "hans" keeps the base simplified.

    Not torn, so its inverse needs no bytes.
    """
    drawn = draw_style(rng)
    style = Style(drawn.tones, "", " " if rng.random() < SPACE_PAGES else "", drawn.second)
    name, chars = draw_list(rng, "any")
    table = {ch: f"({reading})" for ch in chars if (reading := style.write(ch, rng))}
    expected = glosspage.base(text, "kept" if script == "hant" else "")
    if script == "hans":
        pairs = pagedata.conversions().items()
        table = {chr(key): table[target] for key, target in pairs if target in table}
    pieces: list[tuple[str, bool]] = []
    for ch in expected:
        pieces.append((ch, False))
        if ch in table:
            pieces.append((table[ch], True))
    result, spans = joined(pieces)
    parameters: tuple[tuple[str, Parameter], ...] = (
        ("list", name),
        ("tones", style.tones),
        ("space", style.after),
    )
    return Outcome(result, expected, spans, parameters)


def repeated(text: str, rng: random.Random) -> Outcome:
    """Gloss any characters without tones, drawn per paragraph, as often as each was drawn.

    >>> repeated("学习", random.Random(4)).expected
    '學習'
    """
    script = "hant" if rng.random() < 0.6 else "hans"
    umlaut = weighted(rng, (("v", 0.5), ("u", 0.3), ("ü", 0.2)))
    share = rng.uniform(LEAST_DRAWN, MOST_DRAWN)
    expected = glosspage.base(text, "kept" if script == "hant" else "")
    pieces: list[tuple[str, bool]] = []
    for number, paragraph in enumerate(expected.split("\n")):
        pieces += [("\n", False)] if number else []
        pieces += _paragraph(paragraph, rng, umlaut, share)
    result, spans = joined(pieces)
    parameters: tuple[tuple[str, Parameter], ...] = (
        ("script", script),
        ("umlaut", umlaut),
        ("share", share),
    )
    return Outcome(result, expected, spans, parameters)


def _paragraph(
    paragraph: str, rng: random.Random, umlaut: str, share: float
) -> list[tuple[str, bool]]:
    chars = [ch for ch in dict.fromkeys(paragraph) if pagedata.readings(ch)]
    glosses: dict[str, str] = {}
    for _ in range(round(share * len(chars)) or min(1, len(chars))):
        ch = chars[rng.randrange(len(chars))]
        name = pagedata.without_tone(pagedata.readings(ch)[0], umlaut)
        glosses[ch] = glosses.get(ch, "") + f"({name})"
    pieces: list[tuple[str, bool]] = []
    for ch in paragraph:
        pieces.append((ch, False))
        if ch in glosses:
            pieces.append((glosses[ch], True))
    return pieces
