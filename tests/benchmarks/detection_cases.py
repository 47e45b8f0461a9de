"""Cases of the detection benchmark: pieces of prose in many encodings, whole, cut and damaged."""

import argparse
import random
from collections.abc import Callable, Iterator
from pathlib import Path

CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora"
HANS = ("zh-hans-wiki", "zh-hans-reviews", "zh-hans-legal", "zh-hans-forum", "zh-hans-docs")
HANT = ("zh-hant-tw-wiki", "zh-hant-tw-transcripts")
CJK = {
    "gb18030": HANS,
    "big5": HANT,
    "shift_jis": ("ja",),
    "euc_jp": ("ja",),
    "euc_kr": ("ko",),
    "utf-8": (*HANS[:1], *HANT[:1], "ja", "ko"),
}
RARE = {
    "euc-tw": HANT,
    "iso-2022-cn": HANS[:2],
    "hz": HANS[:2],
    "johab": ("ko",),
    "utf-16-le": (*HANS[:2], "ja", "ko"),
    "utf-16-be": (*HANT, "ko"),
}
OTHER = {
    "cp1252": ("fr", "de", "es"),
    "cp1251": ("ru",),
    "koi8-r": ("ru",),
    "cp866": ("ru",),
    "iso8859-5": ("ru",),
    "mac_roman": ("fr", "de"),
    "cp850": ("fr", "de", "es"),
}

Case = tuple[bytes, str]


def load(name: str, corpus: str) -> str:
    """Text of one corpus file, document marks removed."""
    return (CORPORA / corpus / f"{name}.txt").read_text("utf-8").replace("␞\n", "")


def pieces(
    encoding: str, names: tuple[str, ...], size: int, args: argparse.Namespace, dense: bool = True
) -> Iterator[tuple[bytes, str]]:
    """Random slices of about `size` bytes, whole characters, not all ASCII."""
    rng = random.Random(f"{args.seed}{encoding}{size}")
    texts = [load(name, args.corpus) for name in names]
    made = tries = 0
    while made < args.samples and tries < 100 * args.samples:
        tries += 1
        text = rng.choice(texts)
        start = rng.randrange(max(1, len(text) - 2 * size))
        piece, raw = text[start : start + 2 * size], b""
        length = 0
        try:
            low, high = 1, len(piece)
            while low < high:
                middle = (low + high + 1) // 2
                if len(piece[:middle].encode(encoding)) <= size:
                    low = middle
                else:
                    high = middle - 1
            length = low
            raw = piece[:length].encode(encoding)
        except UnicodeEncodeError:
            continue
        wide = sum(ch >= "\x80" for ch in piece[:length])
        if not raw or wide == 0 or len(raw) < size - 4 or (dense and wide * 2 < length):
            continue
        if raw.decode(encoding) != piece[:length]:
            continue
        made += 1
        yield raw, piece[:length]


# Cells that Python's big5 and euc_jp show otherwise than the web: either reading counts, for all.
_EITHER = str.maketrans("•､‾∼♁☉／＼¥¢£〜‖−¬", "‧﹑¯～⊕⊙∕﹨￥￠￡～∥－￢")


def fold(text: str) -> str:
    return text.translate(_EITHER)


def reads(answer: str | None, data: bytes, text: str) -> bool:
    """Whether the answer turns the data into the text (a cut or bad byte apart)."""
    if answer is None:
        return False
    try:
        return fold(data.decode(answer, "ignore").lstrip("\ufeff")) == fold(text)
    except (LookupError, UnicodeDecodeError):
        return False


def short(size: int) -> Callable[[argparse.Namespace], Iterator[Case]]:
    def cases(args: argparse.Namespace) -> Iterator[Case]:
        for encoding, names in CJK.items():
            yield from pieces(encoding, names, size, args)

    return cases


def tail_cut(size: int) -> Callable[[argparse.Namespace], Iterator[Case]]:
    def cases(args: argparse.Namespace) -> Iterator[Case]:
        for encoding, names in CJK.items():
            for raw, text in pieces(encoding, names, size + 2, args):
                if text[-1] >= "\x80":
                    yield raw[:-1], text[:-1]

    return cases


def head_cut(size: int) -> Callable[[argparse.Namespace], Iterator[Case]]:
    def cases(args: argparse.Namespace) -> Iterator[Case]:
        for encoding, names in CJK.items():
            for raw, text in pieces(encoding, names, size + 1, args):
                if text[0] >= "\x80":
                    yield raw[1:], text[1:]

    return cases


def same_family(answer: str | None, data: bytes, text: str) -> bool:
    """For data that begin inside a character: the right codec, read from the next one on."""
    return any(reads(answer, data[skip:], text) for skip in (0, 1, 2))


_SHELLS = (
    "/* {} */\nint main(void)\n{{\n    return run(argc, argv, 0);\n}}\n" * 1,
    "id,name,price\n1,{},9.90\n2,apple,3.50\n3,pear,2.20\n",
    "2026-11-22 10:00:01 INFO start\n2026-11-22 10:00:02 WARN {}\n2026-11-22 10:00:03 INFO end\n",
    "<html><head><title>{}</title></head><body><p>hello, world</p></body></html>\n",
)


def words(args: argparse.Namespace) -> Iterator[Case]:
    """A few Chinese words inside much ASCII."""
    rng = random.Random(args.seed)
    for encoding, names in (("gb18030", HANS), ("big5", HANT), ("utf-8", HANS)):
        for raw, text in pieces(encoding, names, 16, args):
            del raw
            # A file has more of the same: the words stand twice, far apart.
            filler = "x = compute(a, b, c);\n" * rng.randrange(5, 60)
            shell = rng.choice(_SHELLS).format(text.replace("\n", " "))
            full = filler + shell + filler
            yield full.encode(encoding), full


def late(args: argparse.Namespace) -> Iterator[Case]:
    for encoding, names in (("gb18030", HANS), ("big5", HANT), ("utf-8", HANS)):
        for number, (raw, text) in enumerate(pieces(encoding, names, 200, args)):
            if number < max(5, args.samples // 20):
                yield (
                    b"plain ASCII line number 1\n" * 11540 + raw,
                    ("plain ASCII line number 1\n" * 11540 + text),
                )


def bad_bytes(args: argparse.Namespace) -> Iterator[Case]:
    """One to five bytes of 600 replaced: right is the encoding, so the clean text is compared."""
    rng = random.Random(args.seed)
    for encoding, names in CJK.items():
        for raw, text in pieces(encoding, names, 600, args):
            damaged = bytearray(raw)
            for _ in range(rng.randrange(1, 6)):
                damaged[rng.randrange(len(raw))] = rng.randrange(0x80, 0x100)
            _CLEAN[bytes(damaged)] = raw
            yield bytes(damaged), text


_CLEAN: dict[bytes, bytes] = {}


def family(answer: str | None, data: bytes, text: str) -> bool:
    return reads(answer, _CLEAN.get(data, data), text)


def rare(args: argparse.Namespace) -> Iterator[Case]:
    for encoding, names in RARE.items():
        yield from pieces(encoding, names, 50, args)


def whole(names: dict[str, tuple[str, ...]]) -> Callable[[argparse.Namespace], Iterator[Case]]:
    """Documents of 1-20 kB, what the encoding lacks left out."""

    def cases(args: argparse.Namespace) -> Iterator[Case]:
        rng = random.Random(args.seed)
        for encoding, files in names.items():
            made = 0
            while made < max(10, args.samples // 4):
                text = load(rng.choice(files), args.corpus)
                start = rng.randrange(len(text) // 2)
                text = text[start : start + rng.randrange(1000, 12000)]
                raw = text.encode(encoding, "ignore")
                if raw.isascii():
                    continue
                made += 1
                yield raw, raw.decode(encoding)

    return cases


def lines_of(
    encoding: str, names: tuple[str, ...], number: int, rng: random.Random, args: argparse.Namespace
) -> list[Case]:
    pool = [
        line + "\n"
        for name in names[:2]
        for line in load(name, args.corpus).split("\n")[:4000]
        if 12 <= len(line) <= 200
        and sum(ch >= "\u2e80" for ch in line) >= 8
        and not set("\u2028\u2029\x85\x0b\x0c\x1c\x1d\x1e") & set(line)
    ]
    out: list[Case] = []
    while len(out) < number:
        line = rng.choice(pool)
        raw = line.encode(encoding, "ignore")
        out.append((raw, raw.decode(encoding)))
    return out
