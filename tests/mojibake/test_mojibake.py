"""The rules of the mojibake stage: what they repair, what they leave, and the laws they keep."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textfix import channels, inspect, order
from textfix.model import Finding
from textfix.mojibake import lossy, survey
from textfix.mojibake.reading import findings
from textfix.mojibake.restoring import cues, fillings, habits, holes
from textfix.mojibake.shown.strict import Way
from textfix.profiles import Profile
from textfix.run import run

CLEAN = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "clean"
RULES = tuple(name for name in order.names() if name.startswith("mojibake."))
ALONE = tuple(stage for stage in order.stages() if stage != "mojibake")

HANS = (
    "老王每天早上六点就到菜市场去买新鲜的蔬菜。",
    "这个函数返回一个整数，表示文件里有多少行。",
    "她把钥匙忘在办公室了，只好又坐地铁回去拿。",
)
HANT = ("昨天晚上下了一場大雨，今天的空氣特別清新。", "請把這份報告在星期五以前交給我。")
JA = "明日の朝は早く起きて、駅まで歩いて行きます。"
KO = "내일 아침에는 일찍 일어나서 역까지 걸어갈 거예요."
RU = "Завтра утром мы рано встанем и пойдём пешком до вокзала."


def clean(text: str, **settings: str) -> str:
    """Return a text after this stage alone."""
    steps = run([text], Profile(ignore=ALONE, **settings))[0]  # type: ignore[arg-type]
    return steps[-1].after if steps else text


def found(text: str) -> list[Finding]:
    """Return all findings of the stage in a text."""
    return [f for name in RULES for f in order.load(name).find(text, Profile())]


@pytest.mark.parametrize("name", RULES)
def test_rule_card(name: str) -> None:
    rule = order.load(name)
    alone = Profile(ignore=tuple(other for other in order.names() if other != name))
    for example in rule.examples:
        steps = run([example.before], alone)[0]
        assert (steps[-1].after if steps else example.before) == example.after
    for text in rule.keeps:
        assert clean(text) == text


SINGLE = ("latin-1", "cp1252-c1", "cp437", "mac_roman", "koi8-r", "cp866", "iso8859-15", "cp850")
PATHS = (
    *(f"{e}>{r}" for e in ("utf-8", "gb18030") for r in SINGLE),
    *("utf-8>latin-1>utf-8>latin-1", "utf-8>cp1252-c1>utf-8>cp1252-c1"),
    *("gb18030>latin-1>utf-8>latin-1", "utf-8>latin-1>utf-8>gbk", "gb18030>latin-1>utf-8>gbk"),
)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("text", HANS)
def test_lossless_simplified(path: str, text: str) -> None:
    damaged = channels.get(f"mojibake:{path}").damage(text)
    assert damaged.text != text
    assert clean(damaged.text) == text


@pytest.mark.parametrize("path", ["big5>latin-1", "big5>cp437", "big5>gb18030", "big5>koi8-r"])
@pytest.mark.parametrize("text", HANT)
def test_lossless_traditional(path: str, text: str) -> None:
    assert clean(channels.get(f"mojibake:{path}").damage(text).text) == text


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (JA, "utf-8>cp1252-c1"),
        (JA, "shift_jis>latin-1"),
        (JA, "euc-jp>latin-1"),
        (KO, "utf-8>latin-1"),
        (KO, "cp949>latin-1"),
        (RU, "utf-8>cp1252-c1"),
        (RU, "utf-8>cp866"),
    ],
)
def test_other_languages(text: str, path: str) -> None:
    assert clean(channels.get(f"mojibake:{path}").damage(text).text) == text


@pytest.mark.parametrize("habit", ["fffd", "python", "mark", "drop"])
@pytest.mark.parametrize("text", HANS)
def test_lost_bytes_are_restored(habit: str, text: str) -> None:
    damaged = channels.get(f"mojibake:utf-8>gbk:{habit}").damage(text).text
    repaired = clean(damaged)
    assert sum(a != b for a, b in zip(repaired, text, strict=False)) <= 1
    assert len(repaired) == len(text)


@pytest.mark.parametrize("option", ["nbsp", "shy", "c1", "quotes"])
def test_flattened_bytes_are_restored(option: str) -> None:
    text = "".join(HANS)
    damaged = channels.get(f"mojibake:utf-8>cp1252-c1:{option}").damage(text).text
    steps = run([damaged], Profile(ignore=ALONE, min_confidence=0.5))[0]
    assert SequenceMatcher(None, steps[-1].after, text, autojunk=False).ratio() >= 0.9
    # Below the level of the rule nothing is filled: what is, is right.
    parts = re.split(r"[^\u3000-\u9fff\uff00-\uffef]+", clean(damaged))
    assert all(part in text for part in parts)


@pytest.mark.parametrize("text", ["小组星期一的会议记录：", "她在第三页上写着"])
def test_what_is_ambiguous_stays(text: str) -> None:
    for habit in ("fffd", "python", "drop"):
        damaged = channels.get(f"mojibake:utf-8>gbk:{habit}").damage(text).text
        repaired = clean(damaged)
        assert repaired[:4] == text[:4]
        assert not any(e.new not in text for f in inspect(damaged).findings
                       for e in f.edits if f.confidence >= lossy.LEVEL)  # fmt: skip


def test_segments_in_healthy_text() -> None:
    bad = "保存文件失败".encode("gb18030").decode("latin-1")
    text = f'Où est-ce ? print("{bad}") # Не открывается\n{HANS[0]} “{bad}”。\n'
    assert clean(text) == text.replace(bad, "保存文件失败")


def test_two_ways_in_one_text() -> None:
    first, second = HANS[0].encode().decode("cp437"), HANS[1].encode("gb18030").decode("latin-1")
    assert clean(f"{first}\n{HANS[2]}\n{second}") == f"{HANS[0]}\n{HANS[2]}\n{HANS[1]}"


def test_expectation_lowers_the_bar() -> None:
    word = "夏校".encode("gb18030").decode("latin-1")
    line = f"the name that was stored in this row is {word}, or so they say"
    assert clean(line) == line
    assert clean(line, expect="zh") == line.replace(word, "夏校")


@pytest.mark.parametrize("separator", ["\r", "\u2028", "\x85", "\r\n", "\x00", "\ud800"])
def test_settled_across_separators(separator: str) -> None:
    parts = [HANS[0].encode().decode("latin-1"), "crÃ¨me brÃ»lÃ©e", HANS[1]]
    once = clean(separator.join(parts))
    assert clean(once) == once


PIECES = st.sampled_from(
    [
        *(
            "Ã©",
            "鏂囦欢",
            "ÖÐÎÄ",
            "锟斤拷",
            "�",
            "?",
            "€",
            "\x85",
            "\u2028",
            "\n",
            "│",
            "я",
            "한",
            "ﾖ",
        ),
        *("æ\x96\x87", "中文", " ", "a", "\udc80", "\U0001f600", "Ð¿", "╨а", "«\xa0", "ß"),
    ]
)


@given(st.lists(PIECES | st.characters(), max_size=24).map("".join))
def test_any_text_settles_and_never_raises(text: str) -> None:
    once = clean(text)
    assert clean(once) == once


@given(st.lists(st.sampled_from([*HANS, *HANT]), min_size=1, max_size=3), st.sampled_from(SINGLE))
def test_applied_lossless_edits_replay(texts: list[str], reader: str) -> None:
    damaged = channels.get(f"mojibake:utf-8>{reader}").damage("\n".join(texts)).text
    for stretch in survey.of(damaged, None).stretches:
        for p in stretch.pieces:
            assert findings.replays(p.new, stretch.path, damaged[p.start : p.end])


def test_a_filling_that_does_not_replay_is_no_filling() -> None:
    assert habits.of("鍚?", "名'", "gb18030")
    assert not habits.of("鍚?", "文'", "gb18030")
    hole = holes.Hole(0, 2, "文件", "\n")
    around = cues.Around("文件", "", Counter("文件"), 2, Counter())
    found = fillings.options("鍚?", hole, Way("utf-8", "gb18030"), 0, around)
    assert found
    assert all(habits.of("鍚?", o.text, "gb18030") for o in found)
    chosen = fillings.decide([found])[0]
    assert "".join(f.text for f in chosen) in {o.text for o in found}


def test_all_holes_of_a_text_tell_how_bytes_were_lost() -> None:
    eaten, marked = frozenset({"eat"}), frozenset({"mark"})
    sure = [fillings.Option("，", -1.0, eaten, 0.0, (1,))] * 3
    doubtful = [
        fillings.Option("：", -1.0, marked, 0.0, (1,)),
        fillings.Option("，", -1.5, eaten, 0.0, (1,)),
    ]
    (together,) = fillings.decide([*[[o] for o in sure], doubtful])[-1]
    assert (together.text, together.probability > 0.9) == ("，", True)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("测试锟斤拷锟斤拷", "read as GBK"),
        ("缓冲区烫烫烫烫", "memory fill"),
        ("名字\ufffd\ufffd", "U+FFFD"),
        ("???? ???", "question marks"),
    ],
)
def test_what_is_lost_is_told_and_left(text: str, kind: str) -> None:
    reports = [f for f in found(text) if f.rule == "mojibake.lost"]
    assert reports
    assert all(f.safety == "report" and not f.edits for f in reports)
    assert any(kind in f.detail for f in reports)
    assert clean(text) == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("voilÃ  le rÃ©sumÃ© dÃ©taillÃ©", "voilà le résumé détaillé"),
        ("Ð”Ð¾Ð±Ñ€Ñ‹Ð¹ Ð´ÐµÐ½ÑŒ", "Добрый день"),
        ("Îˆá½´ ÎºÎ±Î»Î·Î¼ÎÏÎ± ÏƒÎ±Ï‚", None),
        ("schÃ¶ne GrÃ¼ÃŸe aus MÃ¼nchen", "schöne Grüße aus München"),
    ],
)
def test_european_as_ftfy_does(before: str, after: str | None) -> None:
    from textfix.mojibake.ftfy_bridge import fix_encoding

    wanted = fix_encoding(before)
    assert after is None or wanted == after
    assert clean(before) in ({wanted} if after else {wanted, before})


@pytest.mark.parametrize("name", ["ru", "ko", "vi", "fr", "tricky-mojibake-talk", "tricky-symbols"])
def test_healthy_text_passes(name: str) -> None:
    path = CLEAN / f"{name}.txt"
    if not path.exists():
        pytest.skip(f"no {path}: the corpora are not beside the repository")
    for document in path.read_text("utf-8").split("\n\u241e\n")[:25]:
        assert clean(document) == document


@pytest.mark.parametrize(
    "text",
    [
        "中华人民共和国成立以后，作为一个重要的发展中国家",
        "点击这个图标旁边的箭头，就可以看到详细的说明。",
        "他们在图书馆里找到了一本关于中国历史的旧书。",
    ],
)
def test_what_pythons_gbk_loses_besides(text: str) -> None:
    # The user-defined area is lost as well, so 中 and 一 show alike.
    assert clean(text.encode().decode("gbk", "replace")) == text


def test_a_reader_that_shows_the_user_defined_area_loses_none_of_it() -> None:
    bare = "python*"
    assert habits.lean("gb18030", "涓\ue000", "中")[bare] < 0
    assert habits.lean("gb18030", "鏄庡ぉ", "明天")[bare] > 0


def test_two_marks_in_a_row_may_be_any_bytes() -> None:
    found = fillings._found("鐨勭\ufffd\ufffd", "澶", "标旁", "头以", "gb18030", 1, False)
    assert found[0].text == "的箭"
