"""OpenCC's own test cases (556 expectations of release 1.4.2) and its golden files.

They come in the source package, which is fetched with pip; nothing of it is kept here.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import pytest

from textfix.conversion import convert
from textfix.conversion.best import FROM_SIMPLIFIED
from textfix.conversion.simplified import TO_SIMPLIFIED

pytestmark = pytest.mark.prove

NAME = "opencc-1.4.2.tar.gz"
SPELLED = "臺喫纔巖歎佈劃僱汙溼燬蹟釐譁啓夥"
"""Forms that mode best replaces by what native writers prefer (spelling.py); a case may lose these
and nothing else. With spelling="opencc" none is lost."""


@pytest.fixture(scope="module")
def package() -> dict[str, str]:
    """The texts under test/ in the source package: given, left by an earlier run, or fetched."""
    path = Path(os.environ.get("TEXTFIX_OPENCC_SDIST") or Path(tempfile.gettempdir()) / NAME)
    if not path.exists():
        fetch = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:"]
        done = subprocess.run([*fetch, "-d", str(path.parent), "opencc==1.4.2"], check=False)
        if done.returncode or not path.exists():
            pytest.skip(f"no source package at {path}, and pip could not fetch it")
    texts = {}
    with tarfile.open(path) as archive:
        for member in archive:
            name = member.name.partition("/")[2]
            wanted = name.startswith("test/golden/") and name.endswith(".txt")
            if wanted or name == "test/testcases/testcases.json":
                content = archive.extractfile(member)
                assert content is not None
                texts[name] = content.read().decode("utf-8")
    return texts


def cases(package: dict[str, str]) -> list[tuple[str, str, str]]:
    """List configuration, input and expectation; the file has commas before closing brackets."""
    strict = re.sub(r",(\s*[}\]])", r"\1", package["test/testcases/testcases.json"])
    return [
        (config, case["input"], expected)
        for case in json.loads(strict)["cases"]
        for config, expected in case["expected"].items()
    ]


def test_every_official_case(package: dict[str, str]) -> None:
    wanted = cases(package)
    assert len(wanted) == 556
    assert [c for c in wanted if convert(c[1], c[0]) != c[2]] == []


def test_golden_files(package: dict[str, str]) -> None:
    source = package["test/golden/input/us_constitution_zhs.txt"]
    for config in ("s2t", "s2tw", "s2twp", "s2hk", "s2hkp"):
        golden = package[f"test/golden/output/us_constitution_zhs.{config}.txt"]
        assert convert(source, config) == golden, config


def test_best_loses_no_case(package: dict[str, str]) -> None:
    wanted = [case for case in cases(package) if case[0] in FROM_SIMPLIFIED | TO_SIMPLIFIED]
    lost = [
        (config, text, expected)
        for config, text, expected in wanted
        if convert(text, config, mode="best", spelling="opencc") != expected
    ]
    assert lost == []


def test_best_spells_as_native_writers_do(package: dict[str, str]) -> None:
    for config, text, expected in cases(package):
        if config in FROM_SIMPLIFIED:
            done = convert(text, config, mode="best")
            assert len(done) == len(expected)
            differ = {a for a, b in zip(expected, done, strict=True) if a != b}
            assert differ <= set(SPELLED), (config, text, done)
