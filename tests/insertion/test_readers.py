"""Pages shown by other readers: what stands for a byte left alone, and what stays behind it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.insertion.judge import insertion_only
from textfix import clean, inspect
from textfix.channels import gbkbytes
from textfix.channels.glosspage import Rules, run
from textfix.channels.glosspage import rows as rows_of
from textfix.insertion import evidence, gbk, readers, replay
from textfix.insertion.readers import Reader

PROSE = (
    "昨天老师傅们在仓库门口开会，因为当地的农户等着用水。他们说机器已经旧了，还没有人去修。\n"
    "镇长请人表扬了这些年轻人，又问清楚从哪里可以借到车，因为路很远，走过去要两个钟头。\n"
    "后来大家还是决定先把东边的水渠修好，等到秋天收了粮食，再给每家换一台新的机器。"
)
LINE = "門口的人當然知道，因為他一早就來過，問他們願不願意搬到東邊去，還說過會兒再來。"
GLOSSED = (
    "師shī 倉cāng 庫kù 門mén 開kāi 會huì 農nóng 戶hù 說shuō 機jī 經jīng 還hái 這zhè 們men 揚yáng"
)
TORN = " 頁yè 驗yàn 數shù 冊cè 請qǐng 內nèi 進jìn 個gè 過guò 來lái 東dōng 給gěi 換huàn 臺tái 總zǒng"
PYTHON = [f"{codec} {mode}" for codec in ("gbk", "gb18030") for mode in ("replace", "question")]


def page(reader: str, glossed: str = GLOSSED + TORN) -> tuple[str, str]:
    rows = tuple((row[0], row[1:]) for row in glossed.split())
    made = run(PROSE, Rules(glossed=rows, reader=reader))
    return made.text, made.expected


@pytest.mark.parametrize("reader", ["", *PYTHON, "gbk ignore", "gb18030 ignore"])
def test_a_page_comes_back_whatever_showed_it(reader: str) -> None:
    shown, meant = page(reader)
    assert clean(shown, insertion_only()) == meant


def test_private_characters_are_the_pairs_that_they_show() -> None:
    # One byte off behind 因, two bytes are a pair of the user-defined area.
    rows = tuple((row[0], row[1:]) for row in (GLOSSED + TORN).split())
    data = gbkbytes.replace(gbkbytes.encode(LINE), list(rows_of(Rules(glossed=rows)))).data
    shown = data.decode("gb18030", "replace")
    assert any("\ue000" <= ch <= "\uf8ff" for ch in shown)
    assert clean(shown, insertion_only()) == LINE


@pytest.mark.parametrize(
    ("reader", "eats", "mark"),
    [("", True, "?"), ("gbk replace", False, "\ufffd"), ("gbk question", False, "?"),
     ("gb18030 replace", False, "\ufffd"), ("gb18030 ignore", False, "")],
)  # fmt: skip
def test_the_page_tells_its_reader(reader: str, eats: bool, mark: str) -> None:
    shown, _ = page(reader)
    told = readers.told(shown, evidence.weigh(shown))
    assert (told.eats, told.mark) == (eats, mark)


@pytest.mark.parametrize(
    ("shown", "meant"),
    [
        ("先進個人表�(yè)P(yáng)大會(huì)會(huì)議精神", "先進個人表揚大會會議精神"),
        ("刺激當�(shù)亟�(jīng)濟(jì)增長", "刺激當地經濟增長"),
        # 個 is 82 80, and Python has no 0x80: a mark of its own, the next character in step.
        ("我們(men)每�(zǒng)�人都會(huì)來(lái)，這(zhè)裡的門(mén)開(kāi)着(zhe)。", None),
    ],
)  # fmt: skip
def test_marks_that_leave_the_parenthesis(shown: str, meant: str | None) -> None:
    assert clean(shown, insertion_only()) == (meant or "我們每個人都會來，這裡的門開着。")


def test_0x80_may_have_eaten_a_parenthesis() -> None:
    # 還 is DF 80; one byte off, 80 stands before the parenthesis.
    shown = "他們(men)沒(méi)辦(bàn)法，因?yàn)檫?hái)要等門(mén)口的車(chē)。"
    assert clean(shown, insertion_only()) == "他們沒辦法，因為還要等門口的車。"


@pytest.mark.parametrize(
    "text",
    [
        "他問(wèn)了我一個(gè)問(wèn)題(tí)?(bit)是什麼(me)，我說(shuō)不會(huì)。",
        "這(zhè)是文件(file)的內(nèi)容(text)，我們(men)說(shuō)過(guò)。",
    ],
)  # fmt: skip
def test_what_is_no_reading_stays(text: str) -> None:
    for kept in ("(bit)", "(file)", "(text)"):
        assert (kept in text) == (kept in clean(text, insertion_only()))


def test_a_reader_that_marks_nothing_is_never_certain() -> None:
    shown, _ = page("gbk ignore")
    torn = [f for f in inspect(shown, insertion_only()).findings if f.rule == "insertion.torn"]
    assert torn
    assert {f.safety for f in torn} == {"likely"}


def test_lessons_with_marks_stay() -> None:
    text = "「頁\ufffd」(yè)和「揚」(yáng)這兩個字怎麼念？"
    assert clean(text, insertion_only()) == text


@given(st.binary(max_size=12))
def test_replay_shows_what_python_shows(data: bytes) -> None:
    """What Python's gbk shows, with its holes closed as the table of the pages closes them."""
    if any(p in data for p in (b"\xff", b"\xa2\xe3", b"\xa8\xbf")) or _holes(data):
        return
    reader = Reader(eats=False, mark="\ufffd", area="open")
    assert replay.display(list(data), reader) == data.decode("gbk", "replace")


def _holes(data: bytes) -> bool:
    """Tell whether a pair is one that gb18030 has and gbk has not, the user-defined area aside."""
    return any(
        pair in gbk.pairs().char and not _reads(pair)
        for a, b in pairwise(data) if (pair := a << 8 | b)
    )  # fmt: skip


def _reads(pair: int) -> bool:
    try:
        pair.to_bytes(2, "big").decode("gbk")
    except UnicodeDecodeError:
        return False
    return True
