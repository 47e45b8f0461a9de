"""Files with one foreign line, and damaged ones: the line is found, damage changes no encoding."""

import random

import pytest

from textfix import codecs
from textfix.codecs import get, wrong
from textfix.detection import decode, detect, encode_back
from textfix.detection.parse import wrong_places

codecs.register()

HANS = (
    "我们明天早上去车站接他",
    "你说的那个人我没有见过",
    "天气预报说下午会下雨",
    "别着急，慢慢说",
)
HANT = (
    "我們明天早上去車站接他",
    "你說的那個人我沒有見過",
    "天氣預報說下午會下雨",
    "別著急，慢慢說",
)
ADVERT = {"gb18030": "更多字幕请到我们的网站下载", "big5": "更多字幕請到我們的網站下載"}
ADVERT["utf-8"] = ADVERT["gb18030"]


def subtitle(main: str, lines: tuple[str, ...], advert: str) -> tuple[bytes, str]:
    """A file of 160 lines with one of another encoding."""
    data, text = b"", ""
    for number in range(160):
        head = f"{number}\r\n00:00:{number % 60:02d},000 --> 00:00:{number % 60:02d},900\r\n"
        said, codec = (ADVERT[advert], advert) if number == 97 else (lines[number % 4], main)
        data += head.encode() + said.encode(codec) + b"\r\n\r\n"
        text += head + said + "\r\n\r\n"
    return data, text


@pytest.mark.parametrize(
    ("main", "lines", "advert"),
    [
        ("gb18030", HANS, "big5"),
        ("gb18030", HANS, "utf-8"),
        ("big5", HANT, "gb18030"),
        ("utf-8", HANS, "gb18030"),
        ("utf-8", HANT, "big5"),
    ],
)
def test_one_foreign_line_in_a_subtitle_file_is_read(
    main: str, lines: tuple[str, ...], advert: str
) -> None:
    data, text = subtitle(main, lines, advert)
    assert decode(data).text == text
    assert [s.encoding for s in detect(data).segments] == [main, advert, main]


def test_spaces_and_signs_are_no_foreign_lines() -> None:
    lines = ["\u3000" * 9 + "※", "（一）……——“”", "①②③④⑤⑥"] * 400
    data = "\n".join([*HANS * 300, *lines]).encode("gb18030")
    assert detect(data).segments == ()


@pytest.mark.parametrize("codec", ["gb18030", "big5", "utf-8"])
@pytest.mark.parametrize("every", [400, 40])
def test_damage_is_no_other_encoding(codec: str, every: int) -> None:
    rng = random.Random(f"{codec}{every}")
    whole = "\n".join((HANT if codec == "big5" else HANS) * 200).encode(codec)
    data = bytearray(whole)
    for start in range(0, len(data), every):
        data[min(len(data) - 1, start + rng.randrange(every))] = rng.randrange(256)
    found = decode(bytes(data))
    assert found.detection is not None
    assert (found.encoding, found.detection.segments) == (codec, ())
    assert encode_back(found.text, found.encoding, found.bom, found.raws) == bytes(data)


@pytest.mark.parametrize("name", ["gb18030-web", "big5-web", "cp932", "euc-jp-web", "euc-tw"])
def test_many_wrong_places_are_those_found_one_by_one(name: str) -> None:
    rng = random.Random(name)
    for leads in (range(256), range(0x80, 256), (0x81, 0x8E, 0x8F, 0xA1, 0x30, 0x35, 0x0A)):
        data = bytes(rng.choices(list(leads), k=3000))
        assert wrong_places(get(name), data) == wrong(get(name), data)
