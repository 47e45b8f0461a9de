"""Turns an OpenCC configuration into a plan: tries with final values, and character maps.

Precedence, segmentation and chains are resolved here, so that the engine only has to find
leftmost-longest matches (or, for 1.1.6, longest-first ones).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from textfix.tables.build.conversion_sources import Config, Group, Release

Chars = dict[str, str]


@dataclass(slots=True)
class Step:
    """One pass: `phrases` match text seen through `fold`; all else goes through `chars`.

    `fold` and `chars` are names of character maps (`Maps`), used one after the other.
    """

    phrases: dict[str, str]
    fold: tuple[str, ...]
    chars: tuple[str, ...]
    order: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Plan:
    """What the engine runs for one configuration."""

    config: Config
    segment: Step | None
    steps: list[Step]


class Maps(dict[str, Chars]):
    """The character maps of a release, one for each dictionary, identities left out."""

    def __init__(self, release: Release) -> None:
        super().__init__()
        for name, rows in release.rows.items():
            table = {k: v[0] for k, v in rows.items() if len(k) == len(v[0]) == 1 and k != v[0]}
            self[name] = dict(sorted(table.items()))

    def through(self, text: str, names: Iterable[str]) -> str:
        """Send each character through the named maps, one after the other."""
        for name in names:
            table = self[name]
            text = "".join(table.get(ch, ch) for ch in text)
        return text

    def of(self, group: Group, chars: Chars) -> tuple[str, ...]:
        """Name the maps that do what `chars` does; they must not feed each other."""
        names = tuple(name for part in group.parts for name in part if self[name])
        keys = {key for name in names for key in self[name]}
        assert all(self.through(key, names) == chars.get(key, key) for key in keys), names
        return names


def flatten(release: Release, group: Group, *, by_prefix: bool) -> dict[str, tuple[str, int]]:
    """Merge a group into key -> (value, rank of its part).

    With `by_prefix`, a key of a later part falls away when an earlier part has a key that
    begins it: OpenCC would always take that one.
    """
    merged: dict[str, tuple[str, int]] = {}
    for rank, part in enumerate(group.parts):
        earlier = set(merged)
        for name in part:
            for key, values in release.rows[name].items():
                hidden = by_prefix and any(key[:n] in earlier for n in range(1, len(key)))
                if key not in merged and not hidden:
                    merged[key] = (values[0], rank)
    return merged


def apply(text: str, rows: Mapping[str, tuple[str, int]], longest: int) -> str:
    """Convert a text the slow way: at each place the longest key."""
    out, at = [], 0
    while at < len(text):
        for size in range(min(longest, len(text) - at), 0, -1):
            found = rows.get(text[at : at + size])
            if found is not None:
                out.append(found[0])
                break
        else:
            size = 1
            out.append(text[at])
        at += size
    return "".join(out)


def _split(rows: Mapping[str, tuple[str, int]]) -> tuple[dict[str, str], dict[str, int], Chars]:
    phrases = {k: v for k, (v, _) in rows.items() if len(k) > 1 or len(v) != 1}
    order = {k: rank for k, (_, rank) in rows.items() if k in phrases}
    chars = {k: v for k, (v, _) in rows.items() if k not in phrases and k != v}
    return phrases, order, chars


def _steps(release: Release, maps: Maps, config: Config, inside: Iterable[str]) -> list[Step]:
    """Make the passes; `inside` are keys that the segmentation has already taken out."""
    named = config.normalization is None
    pending: tuple[str, ...] = () if config.normalization is None else (config.normalization,)
    taken, steps = set(inside), []
    for number, group in enumerate(config.chain):
        phrases, order, chars = _split(flatten(release, group, by_prefix=not named))
        names = maps.of(group, chars)
        if number == 0:
            phrases = {k: v for k, v in phrases.items() if k not in taken}
        if phrases:
            steps.append(Step(phrases, pending, (*pending, *names), order))
            pending = ()
        else:
            pending = (*pending, *names)
    if not steps:
        return [Step({}, (), pending)]
    last = steps[-1]
    last.phrases = {k: maps.through(v, pending) for k, v in last.phrases.items()}
    last.chars = (*last.chars, *pending)
    return steps


def plan(release: Release, maps: Maps, config: Config) -> Plan:
    """Resolve one configuration of a release."""
    if config.segmentation is None or config.normalization is None:
        return Plan(config, None, _steps(release, maps, config, ()))
    keys = flatten(release, config.segmentation, by_prefix=True)
    values = {}
    chain = [flatten(release, group, by_prefix=True) for group in config.chain]
    longest = [max(map(len, rows)) for rows in chain]
    for key in keys:
        value = key
        for rows, size in zip(chain, longest, strict=True):
            value = apply(value, rows, size)
        values[key] = value
    steps = _steps(release, maps, config, keys)
    chars = tuple(name for step in steps for name in step.chars)
    return Plan(config, Step(values, (config.normalization,), chars), steps)
