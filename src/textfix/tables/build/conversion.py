"""Generates tables/conversion/: OpenCC 1.4.2 and 1.1.6 as double arrays and character maps.

Each file is zlib over a JSON header line and blobs. `--check` proves the tables current.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import zlib
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from textfix.tables.build.conversion_lexicon import counts, lexicon
from textfix.tables.build.conversion_plan import Maps, Plan, Step, plan
from textfix.tables.build.conversion_sources import Config, Release, named, official
from textfix.tables.build.conversion_trie import Trie, build

TABLES = Path(__file__).resolve().parents[1]
FOLDER = TABLES / "conversion"
MANIFEST = TABLES / "manifest" / "conversion.json"
DEAD = "\0"
"""Stands for the value of a key that the other release has and this one lacks."""


def pack(header: Mapping[str, object], blobs: Mapping[str, bytes]) -> bytes:
    """Lay out one table: a JSON line with the sizes of the blobs, then the blobs."""
    sizes = {name: len(blob) for name, blob in blobs.items()}
    line = json.dumps({**header, "blobs": sizes}, ensure_ascii=False)
    return line.encode("utf-8") + b"\n" + b"".join(blobs.values())


def _trie(name: str, trie: Trie) -> bytes:
    blobs = {
        "alphabet": trie.alphabet.encode("utf-8"),
        "first": trie.first.tobytes(),
        "single": trie.single.tobytes() if any(trie.single) else b"",
        "base": trie.base.tobytes(),
        "check": trie.check.tobytes(),
        "terminal": trie.terminal.tobytes(),
    }
    sizes = {"longest": trie.longest, "keys": len(trie.keys)}
    return pack({"kind": "trie", "name": name, **sizes}, blobs)


@dataclass(frozen=True, slots=True)
class _Written:
    """A step as it was written: later ones that resemble it are written as differences."""

    place: tuple[str, int]
    keys: frozenset[str]
    slots: dict[str, int]
    values: tuple[str, ...]


class _Writer:
    """Makes the tables of all releases; steps with the same keys share a trie."""

    def __init__(self, prefix: str = "") -> None:
        self.prefix = prefix
        self.tables: dict[str, bytes] = {}
        self.tries: dict[frozenset[str], tuple[str, Trie]] = {}
        self.written: list[_Written] = []
        self.shared: frozenset[str] = frozenset()

    def trie(self, keys: frozenset[str]) -> tuple[str, Trie]:
        """Give the trie for a set of keys; both releases' phrases of s2t share the largest."""
        if len(keys & self.shared) > 40_000:
            keys = self.shared
        if keys not in self.tries:
            name = f"{self.prefix}trie{len(self.tries)}"
            trie = build(keys)
            self.tries[keys] = (name, trie)
            self.tables[f"{name}.z"] = _trie(name, trie)
        return self.tries[keys]

    def step(
        self, place: tuple[str, int], step: Step, maps: Maps
    ) -> tuple[dict[str, object], bytes]:
        """Describe a pass and its values, where possible as differences from another."""
        name, trie = self.trie(frozenset(step.phrases))
        own = step.chars[len(step.fold) :]
        wanted = {k: "" if v == maps.through(k, own) else v for k, v in step.phrases.items()}
        wanted |= dict.fromkeys(frozenset(trie.keys) - wanted.keys(), DEAD)
        like = next((w for w in self.written if w.keys == frozenset(trie.keys)), None)
        values = list(like.values) if like else [""]
        index = {value: number for number, value in enumerate(values)} | {DEAD: 0xFFFF}
        known = len(values)
        slots = {}
        for key in trie.keys:
            if wanted[key] not in index:
                index[wanted[key]] = len(values)
                values.append(wanted[key])
            slots[key] = index[wanted[key]]
        self.written.append(_Written(place, frozenset(trie.keys), slots, tuple(values)))
        before = like.slots if like else {}
        # On its own, every slot is written; on top of another, only those that differ.
        changed = [n for n, key in enumerate(trie.keys, 1) if slots[key] != before.get(key, -1)]
        order = bytes([0, *(step.order.get(key, 0) for key in trie.keys)])
        parts = {
            "changed": array("H", changed if like else []).tobytes(),
            "marks": array(
                "H", [(slots[trie.keys[n - 1]] + 1) & 0xFFFF for n in changed]
            ).tobytes(),
            "values": "\n".join(values[known:]).encode("utf-8"),
            "order": order if any(order) else b"",
        }
        header: dict[str, object] = {"trie": name, "fold": step.fold, "chars": step.chars}
        header["like"] = like.place if like else None
        header["sizes"] = {part: len(blob) for part, blob in parts.items()}
        return header, b"".join(parts.values())

    def config(self, release: Release, maps: Maps, made: Plan) -> None:
        """Write one configuration."""
        file = f"{release.version}-{made.config.name}"
        headers, blobs = [], []
        steps = [*([made.segment] if made.segment else []), *made.steps]
        for number, step in enumerate(steps):
            header, blob = self.step((file, number), step, maps)
            headers.append(header)
            blobs.append(blob)
        header = {
            "kind": "config",
            "release": release.version,
            "segment": made.segment is not None,
            "ids": made.config.normalization is not None,
            "steps": headers,
        }
        self.tables[f"{file}.z"] = pack(header, {"steps": b"".join(blobs)})

    def maps(self, release: Release, maps: Maps) -> None:
        """Write the character maps: for each, its characters and what they become."""
        blobs = {n: f"{''.join(t)}\n{''.join(t.values())}".encode() for n, t in maps.items()}
        self.tables[f"{release.version}-maps.z"] = pack({"kind": "maps"}, blobs)

    def candidates(self, release: Release) -> None:
        """Write the rows with more than one value: the ambiguity data, by dictionary."""
        blobs = {}
        for name, rows in sorted(release.rows.items()):
            lines = [f"{k}\t{' '.join(v)}" for k, v in sorted(rows.items()) if len(v) > 1]
            blobs[name] = "\n".join(lines).encode("utf-8")
        self.tables[f"{release.version}-candidates.z"] = pack({"kind": "rows"}, blobs)


def _s2t_keys(release: Release) -> frozenset[str]:
    segments = release.configs["s2t"].chain[0].parts[0]
    return frozenset(key for name in segments for key in release.rows[name])


def tables(releases: Sequence[Release]) -> dict[str, bytes]:
    """Make every table of the releases, uncompressed, by file name."""
    writer = _Writer()
    writer.shared = frozenset().union(*map(_s2t_keys, releases))
    for release in releases:
        maps = Maps(release)
        names = sorted(release.configs, key=lambda name: (name != "s2t", name))
        for name in names:
            writer.config(release, maps, plan(release, maps, release.configs[name]))
        writer.maps(release, maps)
        writer.candidates(release)
    return writer.tables


def best_tables(release: Release) -> dict[str, bytes]:
    """Make the word lattice of mode "best", in the form of a configuration."""
    writer = _Writer("lexicon")
    made = Plan(Config("lexicon", None, None, ()), None, [lexicon(release, counts()[0])])
    writer.config(release, Maps(release), made)
    return writer.tables


Source = Mapping[str, str]


def _entry(
    name: str, content: bytes, packed: bytes, sources: Sequence[Source], generator: str
) -> dict[str, object]:
    return {
        "file": f"conversion/{name}",
        "generator": generator,
        "sha256": hashlib.sha256(packed).hexdigest(),
        "sha256_content": hashlib.sha256(content).hexdigest(),
        "bytes": len(packed),
        "sources": [dict(source) for source in sources],
    }


def store(
    made: Mapping[str, bytes],
    sources: Sequence[Source],
    generator: str = "textfix.tables.build.conversion",
) -> None:
    """Write tables and their MANIFEST entries."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    entries = json.loads(MANIFEST.read_text("utf-8")) if MANIFEST.exists() else {}
    for name, content in made.items():
        packed = zlib.compress(content, 9)
        (FOLDER / name).write_bytes(packed)
        entries[name] = _entry(name, content, packed, sources, generator)
    text = json.dumps(dict(sorted(entries.items())), ensure_ascii=False, indent=1)
    MANIFEST.write_text(text + "\n", "utf-8")


def stale(made: Mapping[str, bytes]) -> list[str]:
    """List the tables whose stored content or MANIFEST entry is not what was just made."""
    entries = json.loads(MANIFEST.read_text("utf-8"))
    wrong = []
    for name, content in made.items():
        path = FOLDER / name
        stored = path.read_bytes() if path.exists() else b""
        current = stored and zlib.decompress(stored) == content
        digest = entries.get(name, {}).get("sha256")
        if not current or digest != hashlib.sha256(stored).hexdigest():
            wrong.append(name)
    return wrong


def main() -> int:
    """Write the tables, or with `--check` say which are not current (exit 1)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="prove the tables current")
    parser.add_argument("--part", choices=["opencc", "best"], help="only these tables")
    arguments = parser.parse_args()
    releases = (official(), named())
    made = tables(releases) if arguments.part != "best" else {}
    made |= best_tables(releases[0]) if arguments.part != "opencc" else {}
    if arguments.check:
        wrong = stale(made)
        sys.stdout.write("".join(f"stale: {name}\n" for name in wrong))
        return 1 if wrong else 0
    store(made, [*(release.source for release in releases), counts()[1]])
    return 0


if __name__ == "__main__":
    sys.exit(main())
