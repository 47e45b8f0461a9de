"""Double-byte text that a single-byte reader showed with holes: filled as far as the text tells."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import textfix
from textfix.language.letters import letter_model
from textfix.mojibake.restoring import guess, losses, refill, tongues, unmarked
from textfix.mojibake.shown.strict import Way

from .test_mojibake import clean

HANS = "附近新开了一家书店，里面有很多关于历史和旅行的书，周末常常有人来听讲座。"
HANT = "這條步道全長約五公里，沿途可以看到瀑布和許多野生動物，請記得帶足夠的水。"
KO = "저녁에 함께 식사를 할 수 있는지 알려 주시면 고맙겠습니다."
JA = "朝はコーヒーを飲みながら新聞を読むのが父の長年の楽しみです。"


@pytest.mark.parametrize(
    ("text", "encoding", "reader"),
    [
        *((HANS, "gbk", r) for r in ("cp1253", "cp1257", "cp1255")),
        *((HANT, "big5", r) for r in ("cp1253", "cp1257")),
        (KO, "cp949", "cp1253"),
    ],
)
def test_marks_are_filled(text: str, encoding: str, reader: str) -> None:
    damaged = text.encode(encoding).decode(reader, "replace")
    assert "\ufffd" in damaged
    assert clean(damaged) == text


@pytest.mark.parametrize(
    ("text", "encoding", "reader"),
    [(HANS[13:], "gbk", "cp1257"), (HANT, "big5", "cp1253"), (HANT, "big5", "cp1257")],
)
def test_what_is_gone_without_a_mark_is_filled(text: str, encoding: str, reader: str) -> None:
    assert clean(text.encode(encoding).decode(reader, "ignore")) == text


@pytest.mark.parametrize("errors", ["replace", "ignore"])
@pytest.mark.parametrize(
    ("text", "encoding"), [(HANS, "gbk"), (HANT, "big5"), (KO, "cp949"), (JA, "shift_jis")]
)
def test_what_was_filled_is_not_told_as_exact(text: str, encoding: str, errors: str) -> None:
    damaged = text.encode(encoding).decode("cp1257", errors)
    for f in textfix.inspect(damaged).findings:
        if f.safety == "exact" and f.edits:
            assert all("\ufffd" not in damaged[e.start : e.end] for e in f.edits)
            assert all(e.new in text for e in f.edits)


def test_one_reader_showed_all_of_a_text() -> None:
    way = Way("cp932", "cp1252-web")
    assert [w.reader for w in refill.alike(way, "ƒğ")] == ["cp1254"]
    assert "cp1258" in [w.reader for w in refill.alike(way, "ƒ\ufffd")]
    # Nobody shows both: the way stays.
    assert [w.reader for w in refill.alike(way, "ƒЖ")] == ["cp1252"]


def test_no_byte_is_asked_for_where_hardly_anything_is_left() -> None:
    assert guess.of(HANS.encode("gbk").decode("ascii", "replace")) is None


def test_a_question_mark_is_no_mark_of_who_marks_otherwise() -> None:
    (step,) = losses.of("big5", "python").slot("?", "a")
    assert not step.lost
    assert step.data == (0x3F,)


@pytest.mark.parametrize("encoding", tongues.BY_ENCODING)
def test_a_model_of_pairs_says_what_its_letters_say(encoding: str) -> None:
    known = tongues.of(encoding)
    letters = letter_model(tongues.BY_ENCODING[encoding])
    word = "です" if encoding != "cp949" else "니다"
    p1, c = known.ids(word)
    assert known.step(10, p1, c) == letters.step(0, letters.id(word[0]), word[1])
    (behind,) = tongues.behind(known, p1, {c: range(1)}, np.zeros(1)).tolist()
    assert behind == known.step(10, p1, c)
    assert known.id("") == known.ids("\n")[0]


def test_rare_forms_cost_more_in_japanese() -> None:
    assert tongues.bias("書") > tongues.bias("閾")
    assert tongues.bias("、") > tongues.bias("「") > tongues.bias("∵")
    assert tongues.bias("か") > tongues.bias("Ю")


@settings(max_examples=30, deadline=None)
@given(
    st.sampled_from(
        [(HANS, "gb18030", "cp1253"), (HANT, "big5", "cp1257"), (KO, "cp949", "cp1257")]
    ),
    st.integers(0, 30),
    st.integers(0, 30),
    st.sampled_from([refill.MARKED, refill.DROPPED]),
)
def test_what_is_told_shows_what_stands_there(
    pair: tuple[str, str, str], start: int, size: int, habit: str
) -> None:
    text, encoding, reader = pair
    errors = "replace" if habit == refill.MARKED else "ignore"
    shown = text.encode(encoding).decode(reader, errors)[start : start + size]
    read = unmarked.read(shown, 0, len(shown), Way(encoding, reader), 0, habit)
    for p in read.parts:
        assert p.new.encode(encoding).decode(reader, errors) == shown[p.start : p.end]
        assert 0.0 <= p.sure <= 1.0
