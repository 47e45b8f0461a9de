"""The generated table against its sources' logic, the manifest, and the classes that wake rules."""

from __future__ import annotations

import hashlib
import json
import sys
import unicodedata

import pytest

from textfix.normalization import forms, odd
from textfix.tables.build import normalization as generator


def test_the_manifest_describes_the_table() -> None:
    entry = json.loads(generator.MANIFEST.read_text("utf-8"))["forms.z"]
    packed = generator.FILE.read_bytes()
    assert entry["sha256"] == hashlib.sha256(packed).hexdigest()
    assert entry["bytes"] == len(packed)


@pytest.mark.prove
def test_the_table_is_what_its_generator_makes() -> None:
    assert generator._check() != "stale"


def test_kangxi_radicals_agree_with_their_compatibility_decompositions() -> None:
    table = forms.table("radicals")
    for point in range(0x2F00, 0x2FD6):
        assert table[chr(point)] == unicodedata.normalize("NFKC", chr(point))


@pytest.mark.parametrize(
    ("private", "standard"),
    [("\ue81e", "龴"), ("\ue863", "䶮"), ("\ue816", "\U00020087"), ("\ue7c7", "ḿ")],
)
def test_gbk_private_use(private: str, standard: str) -> None:
    assert forms.table("gbk")[private] == standard


@pytest.mark.parametrize("ch", "揾嚟嘢喺咗")
def test_hong_kong_characters_have_a_private_use_twin(ch: str) -> None:
    place = forms.table("big5").index(ch)
    lead, trail = ch.encode("big5hkscs")
    row = {0xE000: 0xFA, 0xE311: 0x8E, 0xEEB8: 0x81}
    first = max(start for start in row if start <= 0xE000 + place)
    offset = 0xE000 + place - first
    assert lead == row[first] + offset // 157
    assert trail == generator.BIG5_TRAILS[offset % 157]


def test_all_that_composition_changes_is_in_the_table_and_wakes_the_rule() -> None:
    marks = {p for low, high in forms.table("marks") for p in range(low, high + 1)}
    alone = {p for low, high in forms.table("alone") for p in range(low, high + 1)}
    wake = odd.WAKES[0].first
    for point in range(sys.maxunicode + 1):
        ch = chr(point)
        changes = unicodedata.normalize("NFC", ch) != ch or unicodedata.combining(ch)
        if not changes or any(point in block for block in generator.COMPATIBILITY):
            continue
        assert point in marks or point in alone, hex(point)
        unit = int.from_bytes(ch.encode("utf-16-be", "surrogatepass")[:2], "big")
        assert any(low <= unit <= high for low, high in wake), hex(point)
