"""The conversion calls: matches are the truth, names are checked, options do what they say."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textfix.conversion import CODE, URLS, convert, convert_many, matches
from textfix.conversion.tables import CONFIGS
from textfix.errors import InputError

CHARACTERS = (
    "头发干后面里只制系统台湾软件内存网络鼠标了解皇太于余周复丑松髮發乾幹裏裡後准备计划发布"
    "展示如何一只被发明埠B超端口·-⿰⿱\ufe00\uf900𠀀𪚥為爲說着著麵“”‘’「」"
    "'a1 \n。，\0\ud800\uffff\ufffe"
)
TEXTS = st.text(st.sampled_from(CHARACTERS) | st.characters(), max_size=50)


def applied(text: str, config: str, **options: object) -> str:
    out, past = [], 0
    for found in matches(text, config, **options):  # type: ignore[arg-type]
        assert past <= found.start < found.end <= len(text), "in order, disjoint, not empty"
        assert text[found.start : found.end] != found.new, "a real change"
        assert 0 < found.confidence <= 1
        assert found.why
        out += [text[past : found.start], found.new]
        past = found.end
    return "".join([*out, text[past:]])


@pytest.mark.parametrize("mode", ["opencc", "best"])
@given(text=TEXTS, config=st.sampled_from(CONFIGS))
@settings(max_examples=120, deadline=None)
def test_text_follows_from_matches(mode: str, text: str, config: str) -> None:
    assert applied(text, config, mode=mode) == convert(text, config, mode=mode)


@given(text=TEXTS, config=st.sampled_from(["s2t", "s2tw", "tw2s", "t2s", "s2twp"]))
@settings(max_examples=60, deadline=None)
def test_text_follows_from_matches_of_the_named_release(text: str, config: str) -> None:
    assert applied(text, config, dictionary="1.1.6") == convert(text, config, dictionary="1.1.6")


@given(text=TEXTS, config=st.sampled_from(CONFIGS))
@settings(max_examples=80, deadline=None)
def test_text_follows_with_options(text: str, config: str) -> None:
    options: dict[str, object] = {"protect": ["头发", CODE, URLS], "quotes": "corner"}
    options["user"] = {"内存": "RAM", "系统": "體系"}
    assert applied(text, config, **options) == convert(text, config, **options)  # type: ignore[arg-type]


def test_insertion_keeps_a_neighbor() -> None:
    (found,) = matches("埠", "tw2sp")
    assert (found.start, found.end, found.new) == (0, 1, "端口")


def test_matches_of_a_long_text_are_those_of_its_parts() -> None:
    part = "我的头发干了，软件里的内存不够。\n"
    long = [(m.start, m.end, m.new) for m in matches(part * 500, "s2twp")]
    short = [(m.start, m.end, m.new) for m in matches(part, "s2twp")]
    step = len(part)
    assert long == [(a + n * step, b + n * step, new) for n in range(500) for a, b, new in short]


@pytest.mark.parametrize(
    ("config", "nearest"), [("s2tww", "s2tw"), ("zhtw", "s2tw"), ("", "s2t"), ("T2S", "t2s")]
)
def test_unknown_name_tells_the_nearest(config: str, nearest: str) -> None:
    with pytest.raises(InputError, match=r"did you mean '\w+'"):
        convert("头发", config)
    if config == "s2tww":
        with pytest.raises(InputError, match=nearest):
            convert("头发", config)


@pytest.mark.parametrize(
    "options",
    [
        {"mode": "bets"},
        {"dictionary": "1.0"},
        {"dictionary": "1.1.6", "mode": "best"},
        {"quotes": "straight"},
        {"user": {"": "x"}},
        {"protect": [3]},
    ],
)
def test_wrong_options_are_input_errors(options: dict[str, object]) -> None:
    with pytest.raises(InputError):
        convert("头发", "s2t", **options)  # type: ignore[arg-type]


def test_named_release_lacks_some_configurations() -> None:
    with pytest.raises(InputError, match=r"1\.1\.6 dictionaries have no 's2hkp'"):
        convert("头发", "s2hkp", dictionary="1.1.6")


def test_named_release_differs_from_the_current_one() -> None:
    assert convert("仲裁制", "s2t", dictionary="1.1.6") != ""
    assert convert("人工智能借用", "s2twp") == "人工智慧借用"
    assert convert("算法", "s2twp") != convert("算法", "s2tw")


@pytest.mark.parametrize(
    ("text", "protect", "expected"),
    [
        ("看 https://例.cn/头发 和头发", [URLS], "看 https://例.cn/头发 和頭髮"),
        ("用 `头发` 和头发", [CODE], "用 `头发` 和頭髮"),
        ("```\n头发\n```\n头发", [CODE], "```\n头发\n```\n頭髮"),
        ("万里发，不是万里", ["万里发"], "万里发，不是萬里"),
        ("头发头发", [re.compile("^头发")], "头发頭髮"),
        ("头发", [""], "頭髮"),
    ],
)
def test_protected_spans_stay(
    text: str, protect: list[str | re.Pattern[str]], expected: str
) -> None:
    assert convert(text, "s2t", protect=protect) == expected


def test_user_dictionary_wins_and_the_longest_of_it() -> None:
    user = {"内存": "主記憶體", "内存条": "記憶體模組"}
    assert convert("内存条与内存", "s2twp", user=user) == "記憶體模組與主記憶體"
    assert convert("内存", "s2twp", user=user, protect=["内存"]) == "内存"


@pytest.mark.parametrize(
    ("text", "style", "expected"),
    [
        ("“甲‘乙’丙”", "corner", "「甲『乙』丙」"),
        ("「甲『乙』丙」", "curly", "“甲‘乙’丙”"),
        ("‘甲“乙”丙’", "corner", "「甲『乙』丙」"),
        ("it’s ‘甲’", "corner", "it’s 「甲」"),
        ("没有关的“引号", "corner", "沒有關的“引號"),
        ("”先关“后开", "corner", "”先關“後開"),
        ("“跨\n\n段”", "corner", "“跨\n\n段”"),
        ("“跨\n行”", "corner", "「跨\n行」"),
    ],
)
def test_quotes_follow_their_nesting(text: str, style: str, expected: str) -> None:
    assert convert(text, "s2t", quotes=style) == expected


def test_description_sequences_are_units() -> None:
    assert convert("⿰头发头发", "s2t") == "⿰头发頭髮"
    assert convert("⿰头", "s2t") == "⿰頭"


def test_compatibility_ideographs_and_lone_surrogates() -> None:
    assert convert("\uf900头\ud800发", "s2t") == "豈頭\ud800發"
    assert convert("头发\ud83d\ude00", "s2t") == "頭髮\ud83d\ude00"


@pytest.mark.parametrize("size", [10, 200, 1400, 1600, 60_000])
def test_every_length_takes_the_same_answer(size: int) -> None:
    line = "他后来理发时头发干了。复杂的系统只要一只猫，制造𠮷"
    text = (line * (size // len(line) + 1))[:size]
    pieces = re.split("(?<=。)", text)
    assert convert(text, "s2tw") == "".join(convert(piece, "s2tw") for piece in pieces)


def test_huge_line_without_a_break() -> None:
    text = "理发头发后" * 200_000
    done = convert(text, "s2t")
    assert len(done) == len(text)
    assert done[:50_000] == convert(text[:50_000], "s2t")


def test_batch_with_odd_members() -> None:
    texts = ["头发", "", "\0", "⿰", "头发", "发\n展", "\ud800"]
    assert convert_many(texts, "s2t") == [convert(text, "s2t") for text in texts]
    assert convert_many([], "s2t") == []
    assert convert_many([""], "s2t") == [""]


def test_first_short_conversion_does_not_load_numpy() -> None:
    code = (
        "import sys; from textfix.conversion import convert, identify;"
        "assert convert('头发', 's2twp') == '頭髮'; assert convert('被发明', 's2t', mode='best')"
        " == '被發明'; identify('头发'); assert 'numpy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_source_never_imports_the_name_opencc() -> None:
    from pathlib import Path

    import textfix

    for path in Path(str(textfix.__file__)).parent.rglob("*.py"):
        assert not re.search(r"^\s*(?:import|from) opencc\b", path.read_text("utf-8"), re.M), path
