"""European text read wrong, as ftfy reads it: alone in health, in signs, beside lost bytes."""

from itertools import product

import ftfy
import pytest

from textfix import clean, codecs
from textfix.mojibake.letters import c1, lone, scripts
from textfix.mojibake.shown.views import points

HEALTHY = (
    "The committee met on Tuesday and talked for a long time about the new road to the harbor, "
    "which nobody wanted and everybody needed. "
)
"""Long enough that one odd pair in it woke nothing before."""

READERS = ("latin-1", "cp1252-web", "cp1250-web", "cp1251-web", "mac_roman", "cp437", "iso8859-15")


@pytest.mark.parametrize(
    ("reader", "word"),
    [
        *product(READERS, ("Zoé", "niño", "garçon", "José")),
        *product(("latin-1", "cp1252-web", "mac_roman", "cp437"), ("Müller",)),
    ],
)
def test_one_damaged_word_in_a_long_healthy_text(reader: str, word: str) -> None:
    shown = codecs.get(reader).decode(word.encode())
    text = f"{HEALTHY}It was {{}} who said so. {HEALTHY}"
    assert clean(text.format(shown)) == text.format(word)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("voilÃ  la mer", "voilà la mer"),
        ("Elle va Ã la plage avec NoÃ«l", "Elle va à la plage avec Noël"),
        ("It was 30Â°C and weâ€™re tired", "It was 30°C and we’re tired"),
        ("a new song â™« for you", "a new song ♫ for you"),
        ("à¸—à¸°à¹€à¸¥", "ทะเล"),
        ("à¤¨à¤¦à¥€", "नदी"),
        ("price was 4,0Â\xa0EUR", "price was 4,0\xa0EUR"),
        ("Ìt is $2Ì¶0Ì¶", "Ìt is $2̶0̶"),
        ("One lineï¼Œtwo", "One line，two"),
        ("smile ð\x9f\x98\x80 now", "smile 😀 now"),
        ("Ð\xa0Ð¾Ð·Ð°", "Роза"),
    ],
)
def test_what_no_model_knows_is_read_as_it_is_spelled(before: str, after: str) -> None:
    assert clean(before) == after


def test_a_letter_of_science_in_a_long_sentence() -> None:
    text = HEALTHY + "A rise of TNF-{} was seen."
    assert clean(text.format("Î±")) == text.format("α")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("She said \x93come in\x94 and left", "She said “come in” and left"),
        ("\x84Komm herein\x93, sagte sie", "„Komm herein“, sagte sie"),
        ("I don\x92t know", "I don’t know"),
        ("1998\x962003", "1998–2003"),
        ("now â\x80\x9cgo\x94, he said", "now “go”, he said"),
    ],
)
def test_controls_are_the_marks_of_cp1252(before: str, after: str) -> None:
    assert clean(before) == after


@pytest.mark.parametrize(
    "text",
    [
        "un art\x92culo corto",  # MacRoman
        "one line.\x85Another line.\x85A third.",
        "\x93\x93\x93",
        "«Çäðàâñòâóéòå» \x97 ñêàçàë îí",
        "\x8bA",
        "x \x82í y",
    ],
)
def test_controls_that_are_no_marks_stay(text: str) -> None:
    assert not any(mark in clean(text) for mark in "‘’“”„‚‹—…")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("â€œcome inâ€\ufffd", "“come in”"),
        ("Ã\ufffdfrica y AmÃ©rica", "África y América"),
        ("Ă\ufffdfrica y AmĂ©rica", "Ă\ufffdfrica y América"),
        ("Ð\xa0ÑƒÑ\ufffdÑ\ufffdÐºÐ°Ñ\ufffd Ð¿ÐµÑ\ufffdÐ½Ñ\ufffd", "Русская песня"),
    ],
)
def test_lost_bytes_are_told_by_what_is_left_or_stay(before: str, after: str) -> None:
    assert clean(before) == after


def test_the_replacement_character_itself_was_text() -> None:
    assert clean(HEALTHY + "lost ï¿½ here") == HEALTHY + "lost \ufffd here"


@pytest.mark.parametrize(
    "text",
    [
        "MAÇÃ — IRMÃ",
        "PÅ VEI — «Å»",
        "JÄÄ ÄLÄ",
        "Î",
        "Ã",
        "Ô Ô",
        "È¹",
        "ÊÃ",
        "√2 ≈ 1.41",
        "В\xa0доме",
    ],
)
def test_healthy_and_doubtful_stays(text: str) -> None:
    assert clean(text) == text


def test_two_bytes_of_what_nobody_writes_stay() -> None:
    # 涩 and 裙 as Latin-1: UTF-8 by chance, of letters that no alphabet has.
    for text in ("É¬", "AÈ¹ b", "Å¸Ä«"):
        assert ftfy.fix_encoding(text) != text
        assert clean(text) == text


def test_a_capital_inside_a_word_is_no_repair() -> None:
    assert scripts.odd("brÝlÊe", 2, 3)
    damaged = codecs.get("iso8859-2").decode("Crème brûlée".encode())
    assert clean(damaged) in (damaged, "Crème brûlée")


@pytest.mark.parametrize("text", ["MAÇÃ™", "NICIODATĂ™", "├┤a┼┐a┼┐a", "PÅ\xa0VEI", "Dr–bÃ¥b"])
def test_what_two_readers_show_or_capitals_say_stays(text: str) -> None:
    assert clean(text) == text


def test_a_pair_wakes_and_healthy_capitals_mostly_do_not() -> None:
    assert lone.places(points("wei√ü" + "x" * 90)).tolist() == [3]
    assert not len(lone.places(points("ÇOK GÜZEL, ÉTÉ, ÄÄNI, В МОСКВЕ, ΓΆΜΟΣ")))


def test_controls_behind_what_is_spelled() -> None:
    assert c1.mixed("â\x80\x99\x85", 0, 4) == "’…"
    assert c1.mixed("tur\x92stico", 3, 4) is None


@pytest.mark.parametrize("text", ["Go ← back", "← home", "see ↠ there"])
def test_a_space_is_no_last_byte_of_a_sign(text: str) -> None:
    damaged = text.replace("↠", "←").encode().decode("cp1252", "ignore")
    assert "↠" not in clean(damaged)
    assert clean("a ≠ b".encode().decode("latin-1").replace("\xa0", " ")) == "a ≠ b"


def test_half_a_pair_beside_a_sign_and_a_space_is_no_error() -> None:
    assert clean("voilÃ  Ã \ud800â† ", "repair").count("\ud800") == 1
