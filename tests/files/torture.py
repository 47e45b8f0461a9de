"""A folder of everything that has ever broken a text tool, made anew for each test."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import lzma
import os
import stat
import sys
from pathlib import Path

HANS = (
    "昨天傍晚，镇上的老木匠把最后一扇窗户装好了。邻居们送来热茶和点心，孩子们围着刨花堆打闹。\n"
    "他说，这间屋子朝南，冬天晒得到太阳，夏天又有穿堂风，再住五十年也不会漏雨。\n"
)
HANT = (
    "昨天傍晚，鎮上的老木匠把最後一扇窗戶裝好了。鄰居們送來熱茶和點心，孩子們圍著刨花堆打鬧。\n"
    "他說，這間屋子朝南，冬天曬得到太陽，夏天又有穿堂風，再住五十年也不會漏雨。\n"
)
JA = (
    "きのうの夕方、年老いた大工が最後の窓を取り付けました。子どもたちは木くずの山で遊んでいます。\n"
)
KO = "어제 저녁에 늙은 목수가 마지막 창문을 달았습니다. 아이들은 대팻밥 더미에서 놀고 있습니다.\n"
RU = "Вчера вечером старый плотник вставил последнее окно, и соседи принесли горячего чая.\n"
FR = "Hier soir, le vieux menuisier a posé la dernière fenêtre ; les voisins ont apporté du thé.\n"

ENCODINGS = {
    "gbk": HANS, "gb18030": HANS, "gb2312": HANS, "hz": HANS, "utf-8": HANS, "utf-8-sig": HANS,
    "utf-16": HANS, "utf-16-le": HANS, "utf-16-be": HANS, "utf-32": HANS, "big5": HANT,
    "big5hkscs": HANT, "cp950": HANT, "shift_jis": JA, "cp932": JA, "euc_jp": JA,
    "iso2022_jp": JA, "euc_kr": KO, "cp949": KO, "iso2022_kr": KO, "koi8-r": RU, "cp1251": RU,
    "iso8859-5": RU, "cp866": RU, "mac_cyrillic": RU, "latin-1": FR, "cp1252": FR,
    "ascii": "plain\n",
}  # fmt: skip


def damaged() -> str:
    """The founding document, with its indents lost and its glosses pushed in."""
    path = Path(__file__).parents[2] / "corpus" / "founding" / "document.txt"
    return path.read_text("utf-8")


def build(root: Path) -> None:
    """Fill `root`."""
    for name, text in ENCODINGS.items():
        write(root / "encodings" / f"{name}.txt", (text * 6).encode(name))
    _damage(root)
    _packed(root)
    _system(root)


def _damage(root: Path) -> None:
    gbk, utf8, big5 = (HANS * 6).encode("gbk"), (HANS * 6).encode(), (HANT * 6).encode("big5")
    odd = root / "odd"
    write(odd / "mixed.txt", gbk + utf8 + big5 + gbk)
    write(odd / "truncated-gbk.txt", gbk[:-2])
    write(odd / "truncated-utf8.txt", utf8[:-5])
    write(odd / "starts-inside.txt", utf8[1:])
    write(odd / "one-bad-byte-utf8.txt", utf8[:300] + b"\xff" + utf8[300:])
    write(odd / "one-bad-byte-gbk.txt", gbk[:301] + b"\xff" + gbk[301:])
    write(odd / "nul.txt", utf8 + b"\0\0" + utf8)
    write(odd / "crlf.txt", (HANS * 6).replace("\n", "\r\n").encode("gbk"))
    write(odd / "cr.txt", (HANS * 6).replace("\n", "\r").encode("gbk"))
    write(odd / "no-end.txt", utf8.rstrip(b"\n"))
    write(odd / "empty.txt", b"")
    write(odd / "one.txt", b"x")
    write(odd / "newline.txt", b"\n")
    write(odd / "founding.txt", damaged().encode())
    write(odd / "founding-gbk.txt", damaged().encode("gb18030"))
    write(odd / "picture.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    write(odd / "noise.bin", hashlib.sha256(b"noise").digest() * 40)
    write(odd / "page.html", ('<meta charset="gbk">\n<p>' + HANS + "</p>\n").encode("gbk"))
    write(odd / "table.csv", f'no,"text"\n1,"{damaged()[:200]}"\n2,好\n'.encode("gbk"))
    write(
        odd / "rows.jsonl", b'{"a": "\\u597d", "b": 1.50}\nnot json\n{"a": "' + utf8[:30] + b'"}\n'
    )


def _packed(root: Path) -> None:
    folder, text = root / "packed", damaged().encode("gb18030")
    write(folder / "a.txt.gz", gzip.compress(text[:900]) + gzip.compress(text[900:]))
    write(folder / "a.txt.bz2", bz2.compress(text[:900]) + bz2.compress(text[900:]))
    write(folder / "a.txt.xz", lzma.compress(text))
    write(folder / "nested.txt.gz.gz", gzip.compress(gzip.compress(text)))
    write(folder / "cut.txt.gz", gzip.compress(text)[:-20])
    write(folder / "not-gzip.txt.gz", b"plain text under a wrong name\n")


def _system(root: Path) -> None:
    text = (HANS * 6).encode("gbk")
    write(root / "names" / "\udcb1\udce0\udcc2\udceb.txt", text)
    write(root / "names" / "new\nline.txt", text)
    write(root / "names" / "-dash.txt", text)
    write(root / "names" / "ünïcode 名.txt", text)
    write(root / "links" / "target.txt", text)
    os.symlink("target.txt", root / "links" / "link.txt")
    os.symlink("nowhere.txt", root / "links" / "broken.txt")
    os.symlink("..", root / "links" / "loop")
    write(root / "links" / "hard.txt", text)
    os.link(root / "links" / "hard.txt", root / "links" / "harder.txt")
    write(root / "modes" / "read-only.txt", text)
    os.chmod(root / "modes" / "read-only.txt", 0o444)
    write(root / "modes" / "private.txt", text)
    os.chmod(root / "modes" / "private.txt", 0o600)
    write(root / "modes" / "unreadable.txt", text)
    os.chmod(root / "modes" / "unreadable.txt", 0)
    os.mkfifo(root / "modes" / "pipe")


def write(path: Path, data: bytes) -> None:
    """Write bytes, making folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


Snapshot = dict[bytes, tuple[object, ...]]


def snapshot(root: Path) -> Snapshot:
    """All that is to be as before: names, bytes, modes, times, link targets."""
    out: Snapshot = {}
    for folder, folders, files in os.walk(os.fsencode(root)):
        for name in [*folders, *files]:
            path = os.path.join(folder, name)
            found = os.lstat(path)
            key = os.path.relpath(path, os.fsencode(root))
            if stat.S_ISLNK(found.st_mode):
                out[key] = ("link", os.readlink(path))
            elif stat.S_ISREG(found.st_mode):
                out[key] = (found.st_mode, found.st_mtime_ns, _digest(path))
            else:
                out[key] = (found.st_mode,)
    return out


def _digest(path: bytes) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def command(*arguments: str | Path) -> list[str | Path]:
    """The command line of a run in another process."""
    call = "import sys; from textfix.cli import main; sys.exit(main())"
    return [sys.executable, "-c", call, *arguments]
