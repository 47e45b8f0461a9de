"""Generates tables/language/readings.z from pypinyin's character table (MIT).

Format: "#readings 2"; all toneless syllables; lines "reading,reading<TAB>characters" (toned, NFC).
"""

import json
import unicodedata
from importlib.metadata import files
from pathlib import Path

from textfix.language.readings import strip_tone
from textfix.tables.build.ngrams_common import Source, main, package_source

_DATA = "pypinyin/pinyin_dict.json"


def build() -> tuple[bytes, list[Source]]:
    """Make the table and describe its source."""
    (found,) = (f for f in files("pypinyin") or () if str(f) == _DATA)
    path = Path(str(found.locate()))
    groups: dict[str, list[str]] = {}
    for number, names in json.loads(path.read_text("utf-8")).items():
        ch = chr(int(number))
        # pypinyin lists GB18030 private-use glyphs too; their readings belong to the real ones.
        if unicodedata.category(ch) == "Co":
            continue
        names = ",".join(dict.fromkeys(unicodedata.normalize("NFC", n) for n in names.split(",")))
        groups.setdefault(names, []).append(ch)
    lines = [f"{names}\t{''.join(sorted(groups[names]))}\n" for names in sorted(groups)]
    keys = {strip_tone(name) for names in groups for name in names.split(",")}
    content = "".join(["#readings 2\n", ",".join(sorted(keys)), "\n", *lines]).encode("utf-8")
    return content, [package_source("pypinyin", "MIT", [path])]


if __name__ == "__main__":
    main("readings", {"readings.z": build})
