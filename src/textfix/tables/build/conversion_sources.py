"""Reads OpenCC's dictionaries and configurations for the generator of the conversion tables.

1.1.6: text files of opencc-python-reimplemented. 1.4.2: the official wheel, unpacked aside.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from importlib.metadata import files, version
from pathlib import Path

OFFICIAL = "1.4.2"
NAMED = "1.1.6"
NAMED_PACKAGE = "opencc-python-reimplemented"

Rows = dict[str, tuple[str, ...]]
"""Key to all candidate values, the default first."""


@dataclass(frozen=True, slots=True)
class Group:
    """Dictionaries that one conversion consults: `parts` in order of precedence.

    A part is a union of dictionaries: the longest key of a part wins, then the next part.
    """

    parts: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Config:
    """One OpenCC configuration: normalization, segmentation, and the chain of groups."""

    name: str
    normalization: str | None
    segmentation: Group | None
    chain: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Release:
    """All dictionaries and configurations of one OpenCC release, and where they come from."""

    version: str
    rows: dict[str, Rows]
    configs: dict[str, Config]
    source: dict[str, str]


def read_rows(text: str) -> Rows:
    """Parse `key TAB value value ...` lines; a later line for the same key replaces it."""
    rows: Rows = {}
    for line in text.splitlines():
        key, _, values = line.strip().partition("\t")
        if key:
            rows[key] = tuple(values.split(" "))
    return rows


def _leaves(node: dict[str, object]) -> tuple[str, ...]:
    if node.get("type") != "group":
        return (str(node["file"]).rpartition(".")[0],)
    children = node["dicts"]
    assert isinstance(children, list)
    return tuple(name for child in children for name in _leaves(child))


def _group(node: dict[str, object]) -> Group:
    if node.get("type") != "group":
        return Group((_leaves(node),))
    if node.get("match_policy") == "union":
        return Group((_leaves(node),))
    children = node["dicts"]
    assert isinstance(children, list)
    return Group(tuple(_leaves(child) for child in children))


def _config(name: str, node: dict[str, object], *, segmented: bool) -> Config:
    normalization = node.get("normalization")
    segmentation = node.get("segmentation")
    chain = node["conversion_chain"]
    assert isinstance(chain, list)
    normal = None
    if isinstance(normalization, list):
        ((normal,),) = [_leaves(step["dict"]) for step in normalization]
    segments = None
    # With one step, or phrases only in the last, segmenting first changes nothing.
    if segmented and len(chain) > 1 and isinstance(segmentation, dict):
        segments = _group(segmentation["dict"])
    return Config(name, normal, segments, tuple(_group(step["dict"]) for step in chain))


def _without_risk(config: Config) -> Config:
    """Drop the dictionaries that OpenCC marks as `may_output_tofu`."""
    chain = tuple(
        Group(tuple(p for p in group.parts if p != ("TSCharactersExt",))) for group in config.chain
    )
    return Config(config.name + "-notofu", config.normalization, config.segmentation, chain)


def _wheel(folder: Path) -> Path:
    given = os.environ.get("TEXTFIX_OPENCC_WHEEL")
    if given:
        return Path(given)
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(folder)]
    subprocess.run([*command, f"opencc=={OFFICIAL}"], check=True)
    (found,) = folder.glob("opencc-*.whl")
    return found


def official() -> Release:
    """Unpack the official wheel in a temporary folder and read its dictionaries."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with zipfile.ZipFile(_wheel(folder)) as archive:
            archive.extractall(folder)
        return official_from(folder)


def official_from(folder: Path) -> Release:
    """Dump the dictionaries of the unpacked wheel with the tool that it bundles."""
    tool = folder / "opencc/clib/bin/opencc_dict"
    tool.chmod(0o755)
    share = folder / "opencc/clib/share/opencc"
    rows = {}
    with tempfile.TemporaryDirectory() as name:
        for path in sorted(share.glob("*.ocd2")):
            out = Path(name) / f"{path.stem}.txt"
            command = [str(tool), "-i", str(path), "-o", str(out), "-f", "ocd2", "-t", "text"]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            rows[path.stem] = read_rows(out.read_text("utf-8"))
    configs = {
        path.stem: _config(path.stem, json.loads(path.read_text("utf-8")), segmented=True)
        for path in sorted(share.glob("*.json"))
    }
    for config in list(configs.values()):
        if any(("TSCharactersExt",) in group.parts for group in config.chain):
            configs[config.name + "-notofu"] = _without_risk(config)
    digest = hashlib.sha256()
    for dictionary, table in sorted(rows.items()):
        digest.update(repr((dictionary, sorted(table.items()))).encode())
    source = {"name": "opencc", "version": OFFICIAL, "license": "Apache-2.0"}
    return Release(OFFICIAL, rows, configs, {**source, "sha256": digest.hexdigest()})


def _named_extra() -> dict[str, Config]:
    """Configurations that the package ships dictionaries for, but no file."""
    hong_kong = Group((("HKVariantsRevPhrases",), ("HKVariantsRev",)))
    taiwan = Group((("TWVariantsRevPhrases",), ("TWVariantsRev",)))
    japan = Group((("JPVariants",),))
    return {
        "hk2t": Config("hk2t", None, None, (hong_kong,)),
        "tw2t": Config("tw2t", None, None, (taiwan,)),
        "t2jp": Config("t2jp", None, None, (japan,)),
    }


def named() -> Release:
    """Read the text dictionaries and configurations of opencc-python-reimplemented."""
    rows: dict[str, Rows] = {}
    configs: dict[str, Config] = {}
    digest = hashlib.sha256()
    for entry in sorted(files(NAMED_PACKAGE) or (), key=str):
        path = Path(str(entry.locate()))
        if path.suffix not in {".txt", ".json"} or path.parent.name not in {"dictionary", "config"}:
            continue
        content = path.read_bytes()
        digest.update(content)
        if path.suffix == ".txt":
            rows[path.stem] = read_rows(content.decode("utf-8"))
        else:
            configs[path.stem] = _config(path.stem, json.loads(content), segmented=False)
    source = {"name": NAMED_PACKAGE, "version": version(NAMED_PACKAGE), "license": "Apache-2.0"}
    return Release(
        NAMED, rows, {**configs, **_named_extra()}, {**source, "sha256": digest.hexdigest()}
    )
