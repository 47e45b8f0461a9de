"""Bad input of detection: binary, tiny and deceptive data have a defined answer."""

import random

import pytest

from textfix import codecs
from textfix.detection import Decoded, decode, detect, encode_back

codecs.register()


def back(found: Decoded) -> bytes:
    return encode_back(found.text, found.encoding, found.bom, found.raws)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xff\xd8\xff\xe0" + bytes(range(256)), "JPEG"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "PNG"),
        (b"\xff" * 500, "0xff"),
        (b"\0" * 100_000, "0x00"),
        (random.Random(1).randbytes(5000), "control bytes"),
    ],
)
def test_binary_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    found = detect(data)
    assert found.encoding is None
    assert reason in found.reason
    decoded = decode(data)
    assert (decoded.text, decoded.binary) == ("", found.reason)
    assert back(decoded) == data


@pytest.mark.parametrize("data", [b"", b"\x80", b"\xff", b"\0", b"\xe4\xb8", b"\x1b$B", b"~{VP"])
def test_tiny_input_has_a_defined_answer(data: bytes) -> None:
    assert detect(data) == detect(data)
    assert back(decode(data)) == data


def test_code_with_tildes_is_not_hz() -> None:
    assert detect(b"a = ~{x}; b = ~{y};\n").encoding == "ascii"


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-8"])
def test_a_long_text_without_a_sign_to_cut_at_stays_whole(encoding: str) -> None:
    # Odd numbers of characters before and in the phrase: the end of a chunk meets every step.
    text = "丁" + "同一個句子不斷重複，沒有空格，也沒有分行。" * 30_000
    found = decode(text.encode(encoding))
    assert found.text == text
    assert not found.raws
