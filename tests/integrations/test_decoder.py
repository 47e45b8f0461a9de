"""Bytes to text: never raises, never drops, hints weigh in, the exact bytes can be had again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.integrations.conftest import DAMAGED, HEALTHY
from textfix import Cleaner, InputError, clean_many
from textfix.integrations import BytesDecoder
from textfix.integrations.decoder import charset_of

HINTS = st.sampled_from(["", "gbk", "utf-8", "no-such-charset", "text/html; charset=big5"])


@given(st.binary(max_size=300), HINTS, st.sampled_from(["", "zh", "ja", "ko", "xx"]))
def test_any_bytes_are_read_and_can_be_had_again(data: bytes, hint: str, language: str) -> None:
    reading = BytesDecoder()(data, charset=hint, header=hint, language=language)
    assert reading.text is not None
    assert reading.document is not None
    assert reading.document.undo() == data
    assert reading.account.texts == 1


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "big5", "utf-16"])
def test_text_in_any_encoding_is_the_text_of_clean_many(codec: str) -> None:
    text = HEALTHY[1] + HEALTHY[3]
    data = text.encode(codec)
    assert BytesDecoder()(data).text == clean_many([data])[0] == text


def test_a_stray_byte_costs_no_page() -> None:
    page = (HEALTHY[0] * 20).encode("gbk")
    reading = BytesDecoder()(page[:100] + b"\xff" + page[100:])
    assert reading.encoding == "gb18030"
    assert reading.bad == reading.account.total["bad"] == 1
    assert reading.text == (HEALTHY[0] * 20)[:50] + "�" + (HEALTHY[0] * 20)[50:]


def test_what_is_no_text_says_so_and_keeps_its_bytes() -> None:
    data = b"\x89PNG\r\n\x1a\n" + bytes(100)
    reading = BytesDecoder()(data)
    assert (reading.text, reading.problem) == ("", "a PNG picture")
    assert reading.account.total["files"] == {"binary": 1}
    assert reading.document is not None
    assert reading.document.undo() == data


def test_mojibake_in_bytes_is_cleaned_and_counted() -> None:
    reading = BytesDecoder()(DAMAGED.encode())
    assert reading.text == HEALTHY[0]
    assert reading.account.rules == {"mojibake.lossless": 1}
    only = BytesDecoder(cleaner=None)(DAMAGED.encode())
    assert only.text == DAMAGED


def test_none_str_and_others() -> None:
    decoder = BytesDecoder(Cleaner())
    assert decoder(None).text is None
    assert decoder(None).account.total["files"] == {"null": 1}
    assert decoder("x\ud800").text == "x\ud800"
    with pytest.raises(InputError, match="bytes, str or None, not int"):
        decoder(3)  # type: ignore[arg-type]


def test_a_mistake_of_ours_loses_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("on purpose")

    monkeypatch.setattr("textfix.detection.face.decode", fails)
    reading = BytesDecoder()("文本".encode() + b"\xff")
    assert reading.text == "文本�"
    assert reading.problem == "internal error: RuntimeError: on purpose"
    assert reading.account.total["files"] == {"failed": 1}
    assert reading.document is not None
    assert reading.document.undo() == "文本".encode() + b"\xff"


def test_a_head_declares_by_its_content_type_only() -> None:
    head = (
        b"HTTP/1.1 200 OK\r\nX-Note: charset=koi8-r\r\nContent-Type: text/html; charset='GBK'\r\n"
    )
    assert charset_of(head) == "GBK"
    assert charset_of("text/html") == ""


@pytest.mark.parametrize(
    ("text", "codec", "language"), [("駐車場", "euc-jp", "ja"), ("銀行", "big5", "zh-TW")]
)
def test_a_language_decides_where_bytes_alone_cannot(text: str, codec: str, language: str) -> None:
    assert BytesDecoder(language=language)(text.encode(codec)).text == text


def test_a_wrong_language_does_not_turn_what_is_sure() -> None:
    data = (HEALTHY[0] * 5).encode("gbk")
    assert BytesDecoder(language="ja")(data).text == HEALTHY[0] * 5
