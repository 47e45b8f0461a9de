"""Generates tables/channels/pages.z: the one-to-one conversions and readings of a gloss generator.

Sources: opencc-python-reimplemented (Apache-2.0) and pypinyin (MIT). `--check` proves it current.
"""

import argparse
import hashlib
import json
import sys
import unicodedata
import zlib
from importlib.metadata import files, version
from pathlib import Path

TABLES = Path(__file__).resolve().parents[1]
TABLE = TABLES / "channels" / "pages.z"
MANIFEST = TABLES / "manifest" / "channels.json"
_SOURCES = (
    ("opencc-python-reimplemented", "Apache-2.0", "opencc/dictionary/STCharacters.txt"),
    ("opencc-python-reimplemented", "Apache-2.0", "opencc/dictionary/TWVariants.txt"),
    ("pypinyin", "MIT", "pypinyin/pinyin_dict.json"),
)

# OpenCC lists these as right in traditional text too, yet pages convert them (first group: seen
# in the founding document or damage.md; second: alike, rare as characters of their own).
_CONVERTED = frozenset("万党准广极确机几划厂台据朴种价丰叶杰胜荐适虫筑蜡腊")
# OpenCC converts these; page tables keep them, as they keep 后 里 干 制 布.
_KEPT = frozenset("并么")


def _path(package: str, name: str) -> Path:
    (found,) = (f for f in files(package) or () if str(f) == name)
    return Path(str(found.locate()))


def _in_gbk(text: str) -> bool:
    return b"?" not in text.encode("gbk", "replace")


def _pairs(path: Path) -> dict[str, list[str]]:
    rows = (line.rstrip("\n").split("\t") for line in path.read_text("utf-8").splitlines())
    return {row[0]: row[1].split(" ") for row in rows}


def _conversions(candidates: dict[str, list[str]], variants: dict[str, list[str]]) -> list[str]:
    """Lines `simplified traditional kind`; kind `o` is open to doubt (also a traditional one)."""
    lines = []
    # Pages write 著 for 着 although OpenCC keeps it: seen as 著(zhù).
    for simplified, targets in sorted({**candidates, "着": ["著"]}.items()):
        first = next((t for t in targets if t != simplified), simplified)
        target = variants.get(first, [first])[0]
        # Pages write the forms of Taiwan's table (為 眾 啟), as far as GBK holds them.
        target = target if _in_gbk(target) else first
        single = len(simplified) == len(target) == 1 and target != simplified
        if single and _in_gbk(simplified + target):
            doubtful = simplified in targets and simplified not in _CONVERTED
            kind = "o" if doubtful or simplified in _KEPT else "-"
            lines.append(f"{simplified}{target}{kind}")
    return lines


def _readings(data: dict[str, str]) -> list[str]:
    """Lines `first,second TAB characters`: the two most usual readings that GBK can write."""
    groups: dict[str, list[str]] = {}
    for number, names in data.items():
        ch = chr(int(number))
        usable = [unicodedata.normalize("NFC", name) for name in names.split(",")]
        usable = [name for name in dict.fromkeys(usable) if _in_gbk(name)][:2]
        if usable and _in_gbk(ch) and unicodedata.category(ch) == "Lo":
            groups.setdefault(",".join(usable), []).append(ch)
    return [f"{names}\t{''.join(sorted(groups[names]))}" for names in sorted(groups)]


def build() -> bytes:
    """Make the table: a heading line, the conversions, an empty line, the readings."""
    paths = [_path(package, name) for package, _, name in _SOURCES]
    conversions = _conversions(_pairs(paths[0]), _pairs(paths[1]))
    readings = _readings(json.loads(paths[2].read_text("utf-8")))
    return "\n".join(["#pages 1", *conversions, "", *readings, ""]).encode("utf-8")


def _write(content: bytes) -> None:
    packed = zlib.compress(content, 9)
    TABLE.parent.mkdir(parents=True, exist_ok=True)
    TABLE.write_bytes(packed)
    sources = [
        {
            "name": package,
            "file": name,
            "version": version(package),
            "license": license_name,
            "sha256": hashlib.sha256(_path(package, name).read_bytes()).hexdigest(),
        }
        for package, license_name, name in _SOURCES
    ]
    entry = {
        "file": "channels/pages.z",
        "generator": "textfix.tables.build.channels_pages",
        "sha256": hashlib.sha256(packed).hexdigest(),
        "sha256_content": hashlib.sha256(content).hexdigest(),
        "bytes": len(packed),
        "sources": sources,
    }
    MANIFEST.parent.mkdir(parents=True, exist_ok=True)
    MANIFEST.write_text(json.dumps({"pages.z": entry}, ensure_ascii=False, indent=1) + "\n")


def main(arguments: list[str] | None = None) -> int:
    """Write the table, or with `--check` say whether it is current (0) or not (1)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="prove the table current")
    content = build()
    if not parser.parse_args(arguments).check:
        _write(content)
        return 0
    stored = TABLE.read_bytes()
    entry = json.loads(MANIFEST.read_text())["pages.z"]
    # zlib's output may differ between builds of zlib: what must agree is the content.
    current = zlib.decompress(stored) == content
    current = current and entry["sha256"] == hashlib.sha256(stored).hexdigest()
    return 0 if current else 1


if __name__ == "__main__":
    sys.exit(main())
