"""Laws of every channel: deterministic, never raises, spans in bounds, settings only."""

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textfix.channels import Channel, compose, get, names
from textfix.errors import InputError

PROSE = (
    "　　站台上风很大，老李把帽子按住，说：“车晚点了。”旁边的姑娘笑了笑，没有回答。\n"
    "　　广播里一遍一遍地念着：请旅客们注意安全，不要越过白线！模块、网页和App都查不到这趟车。\n"
    "\n"
    "“那我们先吃面吧？”他问，“成功也好，失败也好，饭总是要吃的（笑）。”一共１２元。\n"
    "慕容廆童年的故事、《郳国考》，𠮷野家 & Co. 100%"
)
# What a strict reader accepts is short: names, titles, cells.
WORDS = (
    "下载 文件 网站 公司 中国 北京 上海 你好 谢谢 电话 地址 姓名 日期 说明 附件 图片 视频 音乐 "
    "新闻 体育 首页 登录 注册 帮助 联系 关于 产品 服务 价格 订单 用户 密码 东京 大学 学生 先生 "
    "女士 高山 流水 一 人"
)
NASTY = (
    "",
    "\n",
    "\r\n\x00\x85\u2028",
    "\ud800",
    "a\udc80\udfff",
    "\ue5e5\ue000\uf8ff\U000f0000",
    "？",
    "\x80\xff\xa0\xad",
    "一" * 300,
    "\\~&%=+?" * 9,
    "\ufeff\u200b\U0010ffff",
    "𠮷",
)


@pytest.mark.parametrize("name", names())
def test_every_channel_on_prose(name: str) -> None:
    channel = get(name)
    for seed in (0, 1):
        damaged = channel.damage(PROSE, seed)
        assert damaged == channel.damage(PROSE, seed)
        assert (damaged.source, damaged.channel, damaged.seed) == (PROSE, name, seed)
        last = -1
        for start, end in damaged.spans:
            assert last <= start <= end <= len(damaged.text)
            last = end
        # Damage that is to be undone says where it is.
        assert damaged.spans or damaged.text == damaged.expected


@pytest.mark.parametrize("name", names())
def test_every_channel_on_nasty_texts(name: str) -> None:
    channel = get(name)
    for text in NASTY:
        damaged = channel.damage(text, 5)
        assert all(0 <= a <= b <= len(damaged.text) for a, b in damaged.spans)


@pytest.mark.parametrize("name", names())
def test_every_channel_acts(name: str) -> None:
    """A channel that changes nothing in rich prose and in short words measures nothing."""
    text = PROSE + "\n龴䌷\n" + "\n".join(WORDS.split())
    assert any(get(name).damage(text, seed).text != text for seed in range(8))


@settings(max_examples=300, deadline=None)
@given(st.text(), st.sampled_from(names()), st.integers())
def test_never_raises(text: str, name: str, seed: int) -> None:
    damaged = get(name).damage(text, seed)
    assert damaged.text == get(name).damage(text, seed).text


def test_seeds_differ() -> None:
    texts = {get("gloss-page").damage(PROSE, seed).text for seed in range(20)}
    assert len(texts) > 15


def test_listed_names_are_unique_and_found() -> None:
    listed = names()
    assert len(set(listed)) == len(listed)
    assert all(get(name).name == name and get(name).summary.endswith(".") for name in listed)


@pytest.mark.parametrize(
    ("wrong", "near"),
    [
        ("gloss-pages", "gloss-page"),
        ("kunjinkao", "lost:kunjinkao"),
        ("mojibake:utf8>gbk", "mojibake:utf-8>gbk"),
        ("mojibake:utf-8", "mojibake:utf-8"),
        ("mojibake:utf-8>gbk:fffe", "mojibake:utf-8>gbk:fffd"),
    ],
)
def test_unknown_names_are_explained(wrong: str, near: str) -> None:
    with pytest.raises(InputError, match=near):
        get(wrong)


def test_unlisted_wrong_decoders_are_found_by_name() -> None:
    name = "mojibake:gb18030>cp1254:nbsp:shy"
    assert name not in names()
    assert get(name).damage("中文").text == "ÖĞÎÄ"


def test_channels_pickle_to_their_settings() -> None:
    channel = get("gloss-page-cuts")
    channel.damage(PROSE)
    packed = pickle.dumps(channel)
    assert pickle.loads(packed) == channel
    assert len(packed) < 500


def test_composed() -> None:
    chain = compose("gloss-unicode", "mojibake:utf-8>cp1252-c1")
    assert isinstance(chain, Channel)
    damaged = chain.damage(PROSE, 3)
    inner = damaged.text.encode("utf-8", "replace").decode("utf-8")
    assert "(" in inner
    assert damaged.expected.startswith("　　站臺上風很大")
    assert damaged == chain.damage(PROSE, 3)
    assert pickle.loads(pickle.dumps(chain)) == chain


def test_composed_keeps_what_a_step_keeps() -> None:
    damaged = compose("spaced", "gloss-unicode").damage("一个广场", 2)
    assert damaged.expected == "一個廣場"


def test_compose_needs_steps() -> None:
    with pytest.raises(InputError):
        compose()
    with pytest.raises(InputError):
        compose("spaced", "no such channel")
