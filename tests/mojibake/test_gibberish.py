"""Gibberish stays gibberish, and costs in step with its length."""

from __future__ import annotations

import random

import pytest

from textfix.mojibake import survey
from textfix.mojibake.reading import choose, explore
from textfix.mojibake.reading.choose import Asked
from textfix.mojibake.reading.weigh import Standing
from textfix.mojibake.shown import strict, views

from .test_mojibake import HANS, clean

ALPHABETS = {
    "accents": "àâäéèêëïîôöùûüÿçñß¿¡",
    "latin": "".join(map(chr, range(0x80, 0x250))),
    "latin-1": "".join(map(chr, range(0xA0, 0x100))),
    "mistaken": "ÃÂÐÑ‚â€œžŸ¢£¤¥¦§¨©ª«¬®¯°±²³´µ",
    "cyrillic": "РСЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђв",
    "katakana": "".join(map(chr, range(0xFF61, 0xFFA0))),
    "boxes": "├┤┬┴┼─│╝╗╔╚║═óéñÑªº",
}


def gibberish(alphabet: str, words: int, seed: int) -> str:
    rng = random.Random(seed)
    return " ".join("".join(rng.choices(alphabet, k=6)) for _ in range(words))


@pytest.mark.parametrize("name", ALPHABETS)
@pytest.mark.parametrize("seed", [1, 2])
def test_gibberish_becomes_no_language(name: str, seed: int) -> None:
    text = gibberish(ALPHABETS[name], 200, seed)
    assert clean(text) == text


@pytest.mark.parametrize("name", ALPHABETS)
def test_work_is_linear(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Count the characters that are read in the six encodings, for each reader."""
    done = [0]
    real = strict.pieces

    def counted(codes, text, ways=strict.WAYS):  # type: ignore[no-untyped-def]
        ways = list(ways)
        done[0] += len(text) * len(ways)
        return real(codes, text, ways)

    monkeypatch.setattr(strict, "pieces", counted)
    rates = []
    for words in (150, 600):
        done[0] = 0
        text = gibberish(ALPHABETS[name], words, 3)
        survey.of(text, None)
        rates.append(done[0] / len(text))
    assert rates[1] <= 1.5 * rates[0] + 10
    # All ways once, and a few layers of UTF-8.
    assert rates[1] <= 8 * len(strict.WAYS)


def test_a_long_line_is_looked_at_in_step_with_its_length(monkeypatch: pytest.MonkeyPatch) -> None:
    done = [0]
    real = choose.in_place

    def counted(piece, gain, text):  # type: ignore[no-untyped-def]
        done[0] += 1
        return real(piece, gain, text)

    monkeypatch.setattr(choose, "in_place", counted)
    sentence = "Une crème brûlée, s'il vous plaît, à la façon du garçon d'hôtel. "
    rates = []
    for times in (50, 200):
        done[0] = 0
        survey.of((sentence * times).encode().decode("cp1252", "ignore"), None)
        rates.append(done[0] / times)
    assert rates[1] <= 1.5 * rates[0] + 10


def test_a_text_of_a_few_letters_is_explained_by_its_letters() -> None:
    text = gibberish(ALPHABETS["accents"], 40, 4)
    whole = strict.Piece(0, len(text), "", strict.Way("gb18030", "latin-1"))
    high = sum(ch > "\x7f" for ch in text)
    assert Standing(text).of([whole])[0] > -3.8 * high - 5.0 * (len(text) - high)


def test_the_best_of_many_readings_must_gain_more() -> None:
    damaged = HANS[0][:6].encode("gb18030").decode("latin-1")
    assert explore.stretches(damaged, Asked(None, True))
    weight = explore.stretches(damaged, Asked(None, True))[0].weight
    assert not explore.stretches(damaged, Asked(None, True, chance=weight + 5.0))
    assert views.points(damaged).size == len(damaged)
    assert clean(damaged, expect="zh") == HANS[0][:6]


@pytest.mark.parametrize(
    "text",
    [
        "MÂÇON",
        "MÂÇON\nMÂÇON",
        "MÂÇON MÂÇON, ÎLE DE MÂÇON",
        "Àà Ââ Ææ Çç Éé Èè Êê Îî Ôô",
        "Ää, Öö, Üü | ß | Àà, Ââ, Ææ, Çç, Éé",
        "Аа Бб Вв Ѓѓ Ђђ Ћћ Џџ",
    ],
)
def test_alphabets_and_words_that_come_again_stay(text: str) -> None:
    assert clean(text) == text
