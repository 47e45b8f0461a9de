"""Letter models and health: laws over any str, and languages told apart on sentences of our own."""

import doctest
import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textfix.errors import InputError
from textfix.language import health, letters
from textfix.language.letters import FIRST_LETTER, FOREIGN, OUTSIDE, letter_model

ANY_TEXT = st.text(st.characters(), max_size=60) | st.text("aé ö,яかン한中İıß1", max_size=60)

SENTENCES = {
    "zh": ["這家餐廳的牛肉麵真的很好吃", "昨天晚上我没有看完那本书", "请在三天之内回复这封邮件。"],
    "ja": ["昨日は友達と一緒に映画を見に行きました。", "コーヒーをもう一杯ください"],
    "ko": ["어제는 비가 많이 와서 집에 있었어요", "내일 아침 일찍 출발합시다"],
    "ru": ["Вчера мы долго гуляли по берегу реки.", "Напишите мне, когда приедете домой"],
    "uk": ["Учора ми довго гуляли біля річки, бо було тепло і ясно."],
    "el": ["Αύριο το πρωί θα πάμε όλοι μαζί στη θάλασσα."],
    "vi": ["Hôm qua tôi đã đi chợ mua rất nhiều rau và cá.", "Bạn có muốn uống cà phê không?"],
    "fr": ["Nous avons longtemps marché au bord de la rivière.", "Le café est fermé aujourd’hui"],
    "de": ["Gestern sind wir lange am Fluss spazieren gegangen.", "Das Café hat heute geschlossen"],
    "es": ["Ayer paseamos mucho tiempo por la orilla del río."],
    "pl": ["Wczoraj długo spacerowaliśmy nad brzegiem rzeki."],
    "tr": ["Dün akşam nehrin kıyısında uzun süre yürüdük."],
    "en": ["Yesterday we went for a long walk along the river."],
    "he": ["אתמול הלכנו לאורך הנהר במשך שעות"],
    "ar": ["مشينا أمس على ضفة النهر لساعات طويلة"],
    "code": [
        "for (int i = 0; i < n; ++i) { sum += a[i] * b[i]; }",
        "if x is None: return self._y[0]",
    ],
}


@pytest.mark.parametrize("module", [health, letters])
def test_docstrings_run(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "sentence"), [(key, s) for key, group in SENTENCES.items() for s in group]
)
def test_tells_languages_apart(language: str, sentence: str) -> None:
    scores = health.language_scores(sentence)
    assert next(iter(scores)) == language, list(scores.items())[:4]
    assert list(scores.values()) == sorted(scores.values(), reverse=True)


def test_decomposed_vietnamese_is_vietnamese() -> None:
    sentence = "Ho\u0302m qua to\u0302i \u0111a\u0303 \u0111i cho\u031b\u0323 mua ca\u0301"
    assert next(iter(health.language_scores(sentence))) == "vi"


@given(ANY_TEXT)
@settings(max_examples=60)
def test_never_raises_and_is_finite(text: str) -> None:
    scores = health.language_scores(text)
    assert all(np.isfinite(value) and value < 0 for value in scores.values())
    assert bool(scores) == bool(text)
    assert np.isfinite(health.han_health(text))


@pytest.mark.parametrize("language", ["en", "ru", "ja", "ko", "vi", "tr", "he", "code"])
@given(text=ANY_TEXT)
@settings(max_examples=40)
def test_score_agrees_with_step(language: str, text: str) -> None:
    model = letter_model(language)
    scores = model.score(text)
    assert scores.dtype == np.float32
    assert scores.shape == (len(text),)
    p2 = p1 = OUTSIDE
    for ch, value in zip(text, scores, strict=True):
        assert value == pytest.approx(model.step(p2, p1, ch), abs=1e-4)
        p2, p1 = p1, model.id(ch)


def test_letters_and_capitals() -> None:
    turkish = letter_model("tr")
    assert turkish.id("İ") == turkish.id("i") != turkish.id("ı") == turkish.id("I")
    # The word lists are case-folded: they write ss for ß, and σ for ς.
    assert letter_model("de").id("ß") == letter_model("de").id("s")
    assert letter_model("el").id("ς") == letter_model("el").id("σ")
    assert letter_model("de").id("中") == FOREIGN
    assert letter_model("de").id("\U0002a6d6") == FOREIGN
    assert letter_model("de").id("7") == letter_model("de").id("—") == OUTSIDE
    assert letter_model("ru").id("z") == OUTSIDE
    assert min(letter_model("de").id(ch) for ch in "äöüßabc") >= FIRST_LETTER


@pytest.mark.parametrize("language", ["en", "cs", "vi", "ar"])
def test_rows_sum_to_one(language: str) -> None:
    model = letter_model(language)
    size = FIRST_LETTER + len(model.alphabet)
    codes = np.frombuffer(model._codes, np.uint8).reshape(-1, size)
    p = np.exp(codes * -letters.LETTER_STEP)
    p[:, FOREIGN] *= 300
    # Codes are 0.25 natural-log units apart; only the ends of short rows add up in one direction.
    assert np.abs(p.sum(axis=1) - 1).max() < 0.15


def test_unknown_language_names_the_known_ones() -> None:
    with pytest.raises(InputError, match="fr"):
        letter_model("xx")


def test_models_pickle_as_a_reference() -> None:
    model = letter_model("fr")
    assert len(pickle.dumps(model)) < 100
    assert pickle.loads(pickle.dumps(model)) is model


@pytest.mark.parametrize("sentence", SENTENCES["zh"])
@pytest.mark.parametrize("codecs", [("utf-8", "gb18030"), ("gb18030", "big5"), ("big5", "gb18030")])
def test_wrong_decoding_is_unhealthy(sentence: str, codecs: tuple[str, str]) -> None:
    wrong = sentence.encode(codecs[0], "ignore").decode(codecs[1], "replace")
    assert health.han_health(sentence) > -1.5
    assert health.han_health(wrong) < -2.5


def test_no_han_is_no_evidence() -> None:
    assert health.han_health("plain ASCII, 123") == 0.0
    assert health.han_health("") == 0.0


def test_long_texts_are_sampled() -> None:
    text = "Nous avons longtemps marché au bord de la rivière. " * 2_000
    short = health.language_scores(text[: health._SAMPLE])
    long = health.language_scores(text)
    assert next(iter(long)) == "fr"
    assert long["fr"] == pytest.approx(short["fr"], abs=0.05)
