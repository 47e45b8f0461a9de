"""Letters of UTF-8 that lost the byte for which cp1252 has no letter."""

from __future__ import annotations

import pytest

from textfix.mojibake.letters import gaps

from .test_mojibake import clean, found


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("He said â€œhelloâ€ and left.", "He said “hello” and left."),
        ("â€œYesâ€, she said. â€œByeâ€", "“Yes”, she said. “Bye”"),
        ("â€œItâ€™s fine,â€ he said.", "“It’s fine,” he said."),
        ("â€œOneâ€ two â€œthreeâ€ four â€œfiveâ€\x9d", "“One” two “three” four “five”"),
        ("â€œstopâ€ . Then â€œgoâ€ .", "“stop”. Then “go”."),
        ("â€œ中文â€ 测试", "“中文” 测试"),
        ("Footnote â€\xa0 here, â€œokâ€\x9d", "Footnote † here, “ok”"),
        ("Ãfrica y AmÃ©rica", "África y América"),
        ("DvoÅ™Ã¡k a ÄeskÃ¡ hudba", "Dvořák a česká hudba"),
        ("ÐŸÑ€Ð¸Ð²ÐµÑ‚, ÐœÐ¾ÑÐºÐ²Ð°!", "Привет, Москва!"),
        ("Ð”Ð¾ÐºÐ»Ð°Ð´ Ð·Ð° Ð¼ÐµÑÐµÑ† ÑŽÐ½Ð¸.pdf", "Доклад за месец юни.pdf"),
        ("ÎšÎ±Î»Î·Î¼Î\xadÏÎ± ÎºÏŒÏƒÎ¼Îµ", "Καλημέρα κόσμε"),
    ],
)
def test_lost_bytes_are_put_back(before: str, after: str) -> None:
    assert clean(before) == after
    assert clean(after) == after


@pytest.mark.parametrize(
    "text",
    [
        "see note â€  below",
        "the word â€ alone",
        "the end” he said, and â€ again",
        "Ãndice",
        "SÃO PAULO Ã direita",
        "Äpfel und Öl",
        "Ñandú Ðorđe Øre",
    ],
)
def test_what_is_not_sure_stays(text: str) -> None:
    assert clean(text) == text
    assert gaps.read(text) == text


def test_marks_are_counted_from_the_beginning_of_the_line() -> None:
    assert gaps.read("â€ he said", "â€œ中文") == "” he said"
    assert gaps.read("â€ he said", "â€œ中文â€\x9d") == "â€ he said"


def test_what_chose_a_letter_is_no_proof() -> None:
    assert {f.safety for f in found("ÐŸÑ€Ð¸Ð²ÐµÑ‚, ÐœÐ¾ÑÐºÐ²Ð°!")} == {"likely"}
