"""Characters that lost a byte: read where that is certain, marked elsewhere, bytes kept always."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textfix.codecs import MultiReader, get
from textfix.detection import decode, encode_back
from textfix.detection.mending import mend_all

HANS = "今天的会议已经开始了，请大家安静。我们先听报告，然后讨论明年的工作计划。\n"
HANT = "今天的會議已經開始了，請大家安靜。我們先聽報告，然後討論明年的工作計畫。\n"


def back(data: bytes) -> bytes:
    found = decode(data)
    return encode_back(found.text, found.encoding, found.bom, found.raws)


@pytest.mark.parametrize(
    ("text", "codec", "place"),
    [(HANS, "gbk", 12), (HANT, "big5", 12)],
)
def test_an_overwritten_byte_is_read_from_the_other(text: str, codec: str, place: int) -> None:
    data = bytearray(text.encode(codec) * 3)
    data[place] = 0xFF
    found = decode(bytes(data))
    assert found.text == text * 3
    assert found.raws == ((place // 2, place // 2 + 1, bytes(data[place : place + 2])),)
    assert back(bytes(data)) == bytes(data)


@pytest.mark.parametrize("place", [12, 13])
def test_a_lost_byte_shifts_nothing(place: int) -> None:
    whole = HANS.encode("gbk") * 3
    data = whole[:place] + whole[place + 1 :]
    assert decode(data).text == HANS * 3
    assert back(data) == data


def test_where_only_the_place_is_certain_it_is_marked() -> None:
    whole = HANS.encode("gbk") * 3
    data = whole[:60] + b"\xff" + whole[61:]
    assert decode(data).text == HANS.replace("年的", "年\ufffd") + HANS * 2
    assert back(data) == data


@pytest.mark.parametrize("cell", [b"\xfa\x40", b"\x8e\x40"])
def test_a_well_formed_pair_is_no_damage(cell: bytes) -> None:
    reader = get("cp950")
    assert isinstance(reader, MultiReader)
    data = HANT.encode("big5")[:12] + cell + HANT.encode("big5")[14:]
    assert reader.decode_strict(data) is None
    assert mend_all(reader, data, [12]) == []


def test_nonsense_stays_marked() -> None:
    reader = get("gb18030-web")
    assert isinstance(reader, MultiReader)
    data = bytes(range(0x81, 0xFE)) + b"\xff" + bytes(range(0xFE, 0x81, -1))
    assert mend_all(reader, data, [0x7D]) == []


@given(
    st.sampled_from([(HANS * 2, "gbk"), (HANT * 2, "big5")]),
    st.integers(0, 143),
    st.sampled_from([b"", b"\xff", b"\x80", b" ", b"\0", b"?"]),
)
@settings(max_examples=40, deadline=None)
def test_healthy_lines_and_bytes_stay(pair: tuple[str, str], place: int, put: bytes) -> None:
    text, codec = pair
    whole = text.encode(codec)
    data = whole[:place] + put + whole[place + 1 :] + whole
    found = decode(data)
    assert found.text.endswith(text)
    assert encode_back(found.text, found.encoding, found.bom, found.raws) == data
