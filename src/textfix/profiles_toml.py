"""Profiles written as TOML: `[tool.textfix]` of a pyproject.toml, or a file of its own.

Law: pure; whoever calls reads the file and hands its text over.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from typing import Any, Final

from textfix.errors import ProfileError
from textfix.profiles import MIN_CONFIDENCE, OPTIONS, Profile, Setting

_NAMES: Final = ("select", "ignore")
MEANT: Final = {"level": "profile", "language": "expect", "confidence": "min-confidence"}
KEYS: Final = ("profile", "script", "expect", "min-confidence", *_NAMES, *OPTIONS)


def parse(text: str, where: str = "the TOML file") -> Profile:
    """Return the profile that a TOML text describes.

    Not for reading files: pass their text. `[tool.textfix]` counts where there is a `[tool]`
    table, otherwise the whole file; a file without settings is the default profile.

    >>> parse('[tool.textfix]\\nprofile = "corpus"\\nquotes = "corner"').option("quotes")
    'corner'

    Keys: profile, script, expect, min-confidence, select, ignore, and every option of
    `textfix.profiles.OPTIONS`; `_` and `-` are the same. `where` names the source in messages.
    Raises ProfileError for a bad key or value, naming the nearest good one.
    """
    if not isinstance(text, str):
        raise ProfileError(f"settings are TOML as text (str), not {type(text).__name__}")
    try:
        data = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"{where} is not TOML: {error}") from None
    if "tool" in data:
        tool = data["tool"]
        data = tool.get("textfix", {}) if isinstance(tool, dict) else {}
    try:
        return from_mapping(data)
    except ProfileError as error:
        raise ProfileError(f"{where}: {error}") from None


def from_mapping(settings: Mapping[str, Any]) -> Profile:
    """Return the profile of a mapping with the keys of a TOML file.

    Not for keyword arguments in code: those are `Profile(...)`.

    >>> from_mapping({"profile": "normalize", "han-latin": "space"}).level
    'normalize'

    Raises ProfileError as `parse`.
    """
    if not isinstance(settings, Mapping):
        raise ProfileError("the settings of textfix are a table of keys and values")
    plain = {str(key).replace("_", "-"): value for key, value in settings.items()}
    if len(plain) < len(settings):
        twice = next(k for k in plain if k.replace("-", "_") in settings and k in settings)
        raise ProfileError(f"the key {twice!r} is given twice, with - and with _")
    for key in plain:
        if key not in KEYS:
            near = [MEANT[key]] if key in MEANT else _near(key)
            hint = f"did you mean {near[0]!r}?" if near else f"one of: {', '.join(KEYS)}"
            raise ProfileError(f"there is no key {key!r}; {hint}")
    options: dict[str, Setting] = {key: plain[key] for key in plain if key in OPTIONS}
    return Profile(
        level=plain.get("profile", "repair"),
        script=plain.get("script"),
        select=_rules(plain, "select"),
        ignore=_rules(plain, "ignore"),
        expect=plain.get("expect"),
        options=options,
        min_confidence=_confidence(plain),
    )


def _near(key: str) -> list[str]:
    return difflib.get_close_matches(key, KEYS, n=1, cutoff=0.4)


def _rules(plain: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = plain.get(key, [])
    if not isinstance(value, (list, tuple)) or not all(isinstance(name, str) for name in value):
        raise ProfileError(f"{key} is a list of rule names, not {value!r}")
    return tuple(value)


def _confidence(plain: Mapping[str, Any]) -> float:
    value = plain.get("min-confidence", MIN_CONFIDENCE)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ProfileError(f"min-confidence is a probability from 0.5 to 1.0, not {value!r}")
    return float(value)
