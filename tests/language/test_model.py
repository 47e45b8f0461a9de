"""The source model: laws of the n-gram model, and that it prefers Chinese to scrambled Chinese."""

import doctest
import math
import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textfix.errors import TableError
from textfix.language import model as module
from textfix.language import packaged
from textfix.language.classes import BOUNDARY, BROKEN, DIGIT, HANGUL, LATIN, PRIVATE, RARE_FAR
from textfix.language.model import SourceModel, load

ANY_TEXT = st.text(st.characters(), max_size=60) | st.text("我們的中国，。 a1\n", max_size=60)


def test_docstrings_run() -> None:
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [("後", "后"), ("裡", "里"), ("，", ","), ("。", "."), ("（", "("), ("Ａ", "z"), ("７", "0"),
     ("\u3000", " "), ("\u2028", "\n"), ("\uf92c", "郎"), ("“", '"'), ("か", "ん"), ("가", "힣")],
)  # fmt: skip
def test_folds(one: str, other: str) -> None:
    assert load().id(one) == load().id(other)


@pytest.mark.parametrize(
    ("ch", "value"),
    [("\ufffd", BROKEN), ("\uffff", BROKEN), ("\U0010ffff", BROKEN),
     ("\ue000", PRIVATE), ("\U0002a6d6", RARE_FAR), ("x", LATIN), ("5", DIGIT), ("한", HANGUL),
     ("", BOUNDARY)],
)  # fmt: skip
def test_classes(ch: str, value: int) -> None:
    assert load().id(ch) == value


def test_lone_surrogates_are_broken() -> None:
    assert load().ids("\ud800\udfff") == [BROKEN, BROKEN]


def test_common_characters_have_ids_of_their_own() -> None:
    common = "的一是不了在人有我他这中大来上个国和说们为子时道也就你出会可得"
    assert len({load().id(ch) for ch in common}) == len(common)


@given(ANY_TEXT)
@settings(max_examples=200)
def test_score_agrees_with_step_and_is_finite(text: str) -> None:
    model = load()
    scores = model.score(text)
    ids = [BOUNDARY, BOUNDARY, *model.ids(text)]
    steps = [model.step(*ids[i : i + 3]) for i in range(len(text))]
    assert scores.dtype == np.float32
    assert scores.shape == (len(text),)
    assert np.isfinite(scores).all()
    assert np.allclose(scores, np.array(steps), atol=1e-4)


@given(ANY_TEXT)
def test_ids_agree(text: str) -> None:
    model = load()
    points = np.array([ord(ch) for ch in text], np.uint32)
    found = model.ids_array(points)
    assert found.dtype == np.uint16
    assert model.ids(text) == found.tolist() == [model.id(ch) for ch in text]


@pytest.mark.parametrize("context", ["\n\n", "我們", "中国", "，我", "龘鱻", "ab", "の。", "2\n"])
def test_distributions_sum_to_one(context: str) -> None:
    model = load()
    p2, p1 = model.ids(context)
    total = sum(math.exp(model.step(p2, p1, c) + model._size[c]) for c in range(len(model)))
    # Stored probabilities are rounded to 0.06 and back-off weights to 0.04 natural-log units.
    assert total == pytest.approx(1.0, abs=0.03)


@given(st.integers(0, 8000), st.integers(0, 8000), st.integers(0, 8000))
def test_row_says_what_step_says(p2: int, p1: int, c: int) -> None:
    model = load()
    trigrams, weight, bigrams, weight_2 = model.row(p2, p1)
    lower = bigrams[c] if c in bigrams else weight_2 + model.unigram(c)
    assert model.step(p2, p1, c) == pytest.approx(trigrams.get(c, weight + lower))
    assert model.step(p2, p1, c) < 0.0


@pytest.mark.parametrize(
    "sentence",
    ["今天下午我們一起去圖書館看書", "这家公司的产品质量一直很好", "請問最近的地鐵站怎麼走？"],
)
def test_prefers_a_sentence_to_its_reverse_and_to_its_wrong_decoding(sentence: str) -> None:
    model = load()
    own = model.score(sentence).sum()
    assert own > model.score(sentence[::-1]).sum() + 20
    wrong = sentence.encode("utf-8").decode("gb18030", "replace")
    assert own > model.score(wrong).sum() + 100


def test_scripts_share_their_statistics() -> None:
    model = load()
    assert model.ids("這個問題很複雜，後來發現") == model.ids("这个问题很复杂，后来发现")


def test_chunks_do_not_show() -> None:
    model = load()
    text = "他說這件事情不難。\n" * 20_000
    scores = model.score(text)
    assert np.allclose(scores[10:20], scores[-10:])
    assert np.allclose(scores[65_530:65_540], scores[30:40])


def test_rows_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_ROWS", 3)
    model = SourceModel(packaged.read("ngrams.bin"))
    for p1 in range(10):
        model.step(0, p1, 30)
        assert len(model._rows) <= 3


def test_pickles_as_a_reference() -> None:
    assert len(pickle.dumps(load())) < 100
    assert pickle.loads(pickle.dumps(load())) is load()


def test_damaged_table_is_a_table_error() -> None:
    with pytest.raises(TableError):
        SourceModel(b"no header")


def test_score_agrees_with_step_on_stored_trigrams_of_the_whole_table() -> None:
    # A walk over stored trigrams from every part of the table: long keys must not overflow.
    model = load()
    characters = {model.id(chr(n)): chr(n) for n in range(0x9FFF, 0x1F, -1)}
    walk: list[int] = []
    for p2 in range(40, len(model), 7):
        contexts = [p1 for p1 in model.row(0, p2)[2] if model.row(p2, p1)[0]]
        for p1 in contexts[-3:]:
            walk += [p2, p1, max(model.row(p2, p1)[0])]
    text = "".join(characters[i] for i in walk if i in characters)
    ids = [0, 0, *model.ids(text)]
    steps = [model.step(*ids[i : i + 3]) for i in range(len(text))]
    stored = [ids[i + 2] in model.row(ids[i], ids[i + 1])[0] for i in range(len(text))]
    assert sum(stored) > 1000
    assert np.allclose(model.score(text), np.array(steps), atol=1e-4)
