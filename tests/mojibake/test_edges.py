"""Damage inside a healthy line: what is healthy at its edges stays, what is damaged comes back."""

from __future__ import annotations

import pytest

from textfix import clean
from textfix.mojibake import edges
from textfix.mojibake.reading.choose import Stretch
from textfix.mojibake.shown.strict import Piece, Way

FRAMES = (
    "通知（{}），请相互转告。",
    "备注：{}　经办人：李小红",
    "第3条 {} 第4条 略",
    "她在信里写道：“{}”，然后寄了出去。",
    "{}——摘自校报",
    "疑问：{}？盼望您的答复，多谢！",
)
SAID = "图书馆周末也开放到晚上九点"
WAYS = (
    ("gb18030", "cp932"),
    ("gb18030", "euc-jp"),
    ("gb18030", "big5"),
    ("gb18030", "cp949"),
    ("gb18030", "cp1251"),
    ("gb18030", "mac_roman"),
    ("gb18030", "latin-1"),
)


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(("encoding", "reader"), WAYS)
def test_what_is_healthy_around_damage_stays(frame: str, encoding: str, reader: str) -> None:
    damaged = frame.format(SAID.encode(encoding).decode(reader, "replace"))
    before, behind = frame.split("{}")
    out = clean(damaged)
    assert out.startswith(before)
    assert out.endswith(behind)


def _shown(text: str, reader: str) -> str:
    return text.encode("gb18030").decode(reader)


@pytest.mark.parametrize(
    ("before", "taken", "read", "said", "behind", "read_behind", "reader"),
    [
        # The colon is A1A7 in EUC-JP, which is a mark of GBK hardly anybody writes.
        ("题", "：", "¨", "我要喝茶", "", "", "euc-jp"),
        ("人", "", "", "我要喝茶", "——", "棗", "cp1251"),
        (" ", "第", "妈", "", "", "", "euc-jp"),
        ("", "", "", "我要喝茶", "", "", "latin-1"),
    ],
)
def test_a_piece_shrinks_to_what_was_damaged(
    before: str, taken: str, read: str, said: str, behind: str, read_behind: str, reader: str
) -> None:
    seen = _shown(said, reader)
    way, start = Way("gb18030", reader), len(before)
    end = start + len(taken + seen + behind)
    piece = Piece(start, end, read + said + read_behind, way)
    text = before + taken + seen + behind + "4条，略"
    got = edges.trimmed(text, [Stretch((way,), (piece,), 30.0)])
    left = [(start + len(taken), end - len(behind), said)] if said else []
    assert [(p.start, p.end, p.new) for s in got for p in s.pieces] == left


@pytest.mark.parametrize(("said", "behind"), [("人", "，"), ("辆汽车", "，"), ("辆汽车", "")])
def test_a_mark_beside_what_a_reader_lacks_is_healthy(said: str, behind: str) -> None:
    # EUC-JP has no 电, so what is healthy begins there or before; 6 nats are not asked for then.
    way, taken = Way("gb18030", "euc-jp"), _shown(said, "euc-jp") + behind
    piece = Piece(3, 3 + len(taken), said + "·" * len(behind), way)
    got = edges.trimmed(f"400{taken}电话：12345", [Stretch((way,), (piece,), 30.0)])
    assert [(p.end, p.new) for s in got for p in s.pieces] == [(piece.end - len(behind), said)]
