"""Chinese double-byte text that another double-byte reader showed, bytes lost on the way."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.mojibake.test_mojibake import clean
from textfix import channels
from textfix.mojibake import lossy, survey
from textfix.mojibake.restoring import guess, losses
from textfix.mojibake.restoring.byteways import Step
from textfix.profiles import Profile

HANS = (
    "我们昨天下午在图书馆门口等了他半个小时，结果他早就从后门走了。",
    "学校决定从下学期开始，每周二安排一次校外参观活动，家长可以自愿报名。",
    "这条路修好以后，村民们去县城只要二十分钟，比以前方便多了。",
)
HANT = (
    "這家餐廳的服務人員態度親切，選擇的菜色也很豐富，價格還算合理。",
    "下載完成之後，請重新啟動電腦，並檢查設定畫面是否正確。",
)
PAIRS = tuple(
    (text, f"{encoding}>{reader}:{habit}")
    for encoding, texts, readers in (
        ("gb18030", HANS, ("big5", "cp932", "cp949", "euc-jp")),
        ("big5", HANT, ("cp932",)),
    )
    for text in texts
    for reader in readers
    for habit in ("fffd", "eat")
)


def damaged(text: str, name: str) -> str:
    return channels.get(f"mojibake:{name}").damage(text).text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("第三条 本办法适用于城市公共汽车的运营服务和管理。", "gb18030>cp932:fffd"),
        ("第三条 本办法适用于城市公共汽车的运营服务和管理。", "gb18030>cp932:mark"),
        ("他在城里开了一家小店，去年冬天又把隔壁的房子也租了下来。", "gb18030>big5:fffd"),
        ("他在城里开了一家小店，去年冬天又把隔壁的房子也租了下来。", "gb18030>big5:mark"),
        ("請先選取表格，再按下確定按鈕，就可以開始編輯。", "big5>cp932:fffd"),
        ("請先選取表格，再按下確定按鈕，就可以開始編輯。", "big5>cp932:eat"),
    ],
)
def test_lost_bytes_are_put_back(text: str, name: str) -> None:
    assert clean(damaged(text, name)) == text


def test_a_character_of_two_codes_is_read_as_the_likelier() -> None:
    """cp932 has 摠 twice; its usual code makes another, legal text of the same bytes."""
    text = "編輯目前的索引或表格。"
    shown = damaged(text, "big5>cp932:fffd")
    assert "\ufffd" not in shown
    assert "摠" in shown
    assert clean(shown) == text


@pytest.mark.parametrize(("text", "name"), PAIRS)
def test_nothing_is_made_up(text: str, name: str) -> None:
    """What is not restored stays as it was shown: each character is right, or untouched."""
    shown = damaged(text, name)
    after = clean(shown)
    assert set(after) <= set(text) | set(shown)
    assert clean(after) == after


@pytest.mark.parametrize(("text", "name"), PAIRS)
def test_a_filling_shows_what_stands_there(text: str, name: str) -> None:
    shown = damaged(text, name)
    encoding, _, rest = name.partition(">")
    reader = rest.partition(":")[0]
    known = [losses.of(reader, habit) for habits in losses.HABITS.values() for habit in habits]
    for f in survey.of(shown, None).filled:
        seen, after = shown[f.start : f.end], shown[f.end : f.end + 1]
        assert any(k.shows(f.new.encode(encoding), seen, after) for k in known)


def test_the_rest_of_a_page_is_read_in_the_same_way() -> None:
    """The fourth line alone does not say how it was read: the page does."""
    page = (*HANS, "上周设计。", *HANS)
    shown = damaged("\n".join(page), "gb18030>cp949:fffd").split("\n")
    assert clean(shown[3]) == shown[3]
    assert clean("\n".join(shown)).split("\n")[3] == page[3]


def test_healthy_lines_of_a_page_stay() -> None:
    healthy = (
        "時間表示：한국어 日本語",
        "健康的一行中文，没有损坏。",
        "一般的な日本語の文章です。",
    )
    shown = [damaged(text, "gb18030>big5:fffd") for text in HANS]
    after = clean("\n".join((*shown, *healthy))).split("\n")
    assert after == [*HANS, *healthy]


def test_what_is_unsure_is_told_and_stays() -> None:
    """Eaten digits are one of ten."""
    text = "第三条 本办法自发布之日起施行，有效期至2年9月。"
    shown = damaged(text, "gb18030>cp932:eat")
    told = [f for f in lossy.find(shown, Profile()) if f.confidence < lossy.LEVEL]
    assert told
    assert all(shown[f.start : f.end] in clean(shown) for f in told)


@pytest.mark.parametrize(
    "text",
    [
        "猁�婦漪",
        "本報告於一九九八年刊行，部分文字無法辨識（�），謹此說明。",
        "ｱｲｳ ﾊﾞｰｼﾞｮﾝ? ﾌｧｲﾙ�",
        "한국어 문장입니다. 깨진 글자 � 하나가 있습니다.",
    ],
)
def test_healthy_text_with_a_mark_stays(text: str) -> None:
    assert clean(text) == text


def test_what_a_habit_cannot_lose_is_no_choice() -> None:
    """U+FFFD before ASCII took no second byte; `?` of a reader that eats may have."""
    fffd, eat = (
        losses.of("cp932", habit).slot(mark, " ")
        for habit, mark in (("fffd", "\ufffd"), ("eat", "?"))
    )
    assert not any(s.eaten for s in fffd)
    assert any(ch == " " for s in eat for ch, _ in s.eaten)
    assert losses.of("cp932", "python").slot("ﾓ", "ﾌ") == (Step(0.0, (0xD3,)),)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(HANS), min_size=1, max_size=3),
    st.sampled_from(["gb18030>big5:fffd", "gb18030>cp932:mark", "gb18030>cp949:eat"]),
    st.integers(0, 60),
)
def test_any_cut_of_damaged_text_is_read_without_error(
    texts: list[str], name: str, cut: int
) -> None:
    shown = damaged("\n".join(texts), name)[cut:]
    after = clean(shown)
    assert clean(after) == after


@pytest.mark.parametrize("reader", ["big5hkscs", "shift_jis"])
def test_what_else_the_reader_may_have_been(reader: str) -> None:
    text = (
        "他把借来的书放回书架，对管理员说了声谢谢，然后走出了图书馆。"
        "外面下着小雨，街上的行人都撑着伞，谁也没有注意到他的心情。"
    )
    damaged = text.encode("gbk").decode(reader, "replace")
    out = clean(damaged)
    same = difflib.SequenceMatcher(None, out, text, autojunk=False).get_matching_blocks()
    assert sum(n for *_, n in same) > 0.85 * len(text)
    assert not [ch for ch in out if ch not in text and ch not in damaged]


EVERYDAY = (
    "我们昨天下午在图书馆门口等了他半个小时，结果他早就从后门走了。",
    "学校决定从下学期开始，每周安排一次校外参观活动，家长可以自愿报名。",
    "医生建议他每天走半个小时，少吃甜的东西，晚上早一点休息。",
)


READERS = tuple((r, e) for r in ("cp932", "cp949", "shift_jis") for e in ("replace", "ignore"))
UNTOLD = pytest.mark.xfail(
    strict=True, reason="what cp949 dropped without a mark is often sure and wrong"
)


@pytest.mark.parametrize(
    ("text", "reader", "errors"),
    [
        pytest.param(text, *by, marks=UNTOLD)
        if (by, k) == (("cp949", "ignore"), 1)
        else (text, *by)
        for k, text in enumerate(EVERYDAY)
        for by in READERS
    ],
)
def test_utf8_by_a_reader_that_loses_few_bytes_is_read_whole(
    text: str, reader: str, errors: str
) -> None:
    shown = text.encode().decode(reader, errors)
    out = clean(shown)
    assert not [ch for ch in out if "\u4e00" <= ch <= "\u9fff" and ch not in text + shown]
    if errors == "replace":
        matcher = difflib.SequenceMatcher(None, out, text, autojunk=False)
        assert sum(b.size for b in matcher.get_matching_blocks()) >= 0.75 * len(text)


def test_two_dropped_bytes_make_no_rare_character_of_utf8() -> None:
    """Of 包， the bytes E5 8C .. .. BC are left: 匼, if nothing else is asked."""
    text = "他把带来的面包，还有牛奶和鸡蛋都放在了桌子上。"
    out = clean(text.encode().decode("cp932", "ignore"))
    assert "匼" not in out
    assert "桌子" in out


def test_where_most_bytes_are_gone_no_way_is_guessed() -> None:
    shown = EVERYDAY[0].encode().decode("euc_jp", "replace")
    assert guess.of(shown) is None


def test_two_lost_bytes_of_utf8_are_no_pair_of_a_double_byte_code() -> None:
    for reader in ("cp932", "cp949"):
        for habit in ("eat", "mark", "fffd"):
            shown = damaged(EVERYDAY[1], f"utf-8>{reader}:{habit}")
            out = clean(shown)
            assert not [
                ch for ch in out if "\u4e00" <= ch <= "\u9fff" and ch not in EVERYDAY[1] + shown
            ]
