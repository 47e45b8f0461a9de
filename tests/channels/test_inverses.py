"""Lossless channels: their exact inverse, written here independently, returns `expected`."""

import base64
import codecs
import html
import quopri
import re
import urllib.parse
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textfix.channels import get, names, readers

PROSE = (
    "　　雨停了，院子里的石板还湿着。奶奶说：“去把晾衣绳收了吧！”\n"
    "我问她：Wi-Fi & TV 坏了 100% 吗？C:\\temp，~/bin。\n\n"
    "許功蓋、育、璞，功能閱讀：好。𠮷"
)
LOSSLESS = tuple(name for name in names() if get(name).lossless)
_CODECS = {"shift_jis": "cp932", "cp1252-c1": "cp1252"}


def single_byte(ch: str, codec: str) -> bytes:
    try:
        return ch.encode(_CODECS.get(codec, codec))
    except UnicodeEncodeError:
        if codec == "cp1252-c1":
            return ch.encode("latin-1")
        raise


def undo_mojibake(name: str, text: str) -> str:
    path = name.removeprefix("mojibake:").split(":")[0].split(">")
    for encoding, reader in reversed(list(zip(path[::2], path[1::2], strict=True))):
        data = b"".join(single_byte(ch, reader) for ch in text)
        text = data.decode(_CODECS.get(encoding, encoding))
    return text


def undo_by_line(name: str, text: str, source: str) -> str:
    """A line that a strict reader refused is the source's own line."""
    pairs = zip(text.split("\n"), source.split("\n"), strict=True)
    return "\n".join(a if a == b else undo_mojibake(name, a) for a, b in pairs)


def undo_entities(text: str) -> str:
    def one(match: re.Match[str]) -> str:
        body = match[1]
        return "&" if body == "amp" else chr(int(body[2:], 16) if body[1] == "x" else int(body[1:]))

    return re.sub(r"&(amp|#\d+|#x[0-9A-F]+);", one, text)


def undo_units(text: str, pattern: str) -> str:
    text = re.sub(pattern, lambda m: chr(int(m[1].removeprefix("u"), 16)), text)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def undo_backslash(text: str) -> str:
    def one(match: re.Match[str]) -> str:
        body = match[1]
        if body == "\\":
            return body
        return chr(int(body[1:], 16) if body[0] == "x" else int(body, 8))

    return re.sub(r"\\(\\|x[0-9a-f]{2}|[0-7]{3})", one, text).encode("latin-1").decode()


def undo_units_with_backslash(text: str) -> str:
    parts = text.split("\\\\")
    return "\\".join(undo_units(part, r"\\u([0-9a-f]{4})") for part in parts)


def undo_mime(text: str, encoding: str) -> str:
    def one(match: re.Match[str]) -> str:
        words = re.findall(r"\?B\?([^?]*)\?=", match[0])
        return b"".join(map(base64.b64decode, words)).decode(encoding)

    return re.sub(r"=\?[^?]+\?B\?[^?]*\?=(?:\n =\?[^?]+\?B\?[^?]*\?=)*", one, text)


def undo_doubled(text: str, encoding: str) -> str:
    out, pairs = [], iter(text)
    for ch in pairs:
        out.append(ch)
        if ch.encode(encoding, "replace").endswith(b"\\"):
            assert next(pairs) == "\\"
    return "".join(out)


INVERSES: dict[str, Callable[[str], str]] = {
    "html-entities:decimal": undo_entities,
    "html-entities:hex": undo_entities,
    "html-entities:named": html.unescape,
    "html-entities:double": lambda text: undo_entities(undo_entities(text)),
    "html-entities:bytes": lambda text: undo_entities(text).encode("latin-1").decode(),
    "escape:unicode": undo_units_with_backslash,
    "escape:byte-hex": undo_backslash,
    "escape:octal": undo_backslash,
    "percent": urllib.parse.unquote,
    "percent-twice": lambda text: urllib.parse.unquote(urllib.parse.unquote(text)),
    "percent-u": lambda text: undo_units(text, r"%([0-9A-F]{2}|u[0-9A-F]{4})"),
    "utf-7": lambda text: text.encode("ascii").decode("utf-7"),
    "hz": lambda text: text.encode("ascii").decode("hz"),
    "cesu-8>latin-1": lambda text: undo_units(
        text.encode("latin-1").decode("utf-8", "surrogatepass"), r"\A\b(x)\Z"
    ),
    "surrogate-pairs": lambda text: undo_units(text, r"\A\b(x)\Z"),
    "gbk-5c-doubled": lambda text: undo_doubled(text, "gbk"),
    "big5-5c-doubled": lambda text: undo_doubled(text, "big5"),
}
for _encoding in ("utf-8", "gb18030", "big5"):
    INVERSES[f"quoted-printable:{_encoding}"] = lambda text, e=_encoding: (  # type: ignore[misc]
        quopri.decodestring(text.encode("ascii")).decode(e)
    )
    INVERSES[f"mime-words:{_encoding}"] = lambda text, e=_encoding: undo_mime(text, e)  # type: ignore[misc]


def test_every_lossless_channel_has_an_inverse_here() -> None:
    others = [name for name in LOSSLESS if not name.startswith("mojibake:")]
    assert set(others) == set(INVERSES)


@pytest.mark.parametrize("name", LOSSLESS)
def test_inverse(name: str) -> None:
    damaged = get(name).damage(PROSE, 11)
    if name.startswith("mojibake:"):
        assert undo_by_line(name, damaged.text, PROSE) == damaged.expected
    else:
        assert INVERSES[name](damaged.text) == damaged.expected


CHINESE = st.text(
    st.sampled_from("的一是不了人我在有他这中大来上个国，。！？“”　功許蓋a1 &%\\\n中文字测试𠮷龍")
)


@settings(max_examples=400, deadline=None)
@given(CHINESE, st.sampled_from(LOSSLESS), st.integers(0, 99))
def test_inverse_of_any_chinese(text: str, name: str, seed: int) -> None:
    damaged = get(name).damage(text, seed)
    if name.startswith("mojibake:"):
        assert undo_by_line(name, damaged.text, text) == damaged.expected
    else:
        assert INVERSES[name](damaged.text) == damaged.expected


def test_codecs_named_here_exist() -> None:
    assert all(codecs.lookup(_CODECS[name]) for name in _CODECS)


@pytest.mark.parametrize("reader", readers.SINGLE + readers.DOUBLE)
def test_readers_named_ambiguous_are_exactly_those(reader: str) -> None:
    known = readers.table(reader)
    shown = [ch for ch in known.single if ch is not None] + list(known.pairs.values())
    assert (len(set(shown)) < len(shown)) == (reader in readers.AMBIGUOUS)


@pytest.mark.parametrize("reader", readers.TOTAL)
def test_total_readers_show_every_byte(reader: str) -> None:
    assert None not in readers.table(reader).single
