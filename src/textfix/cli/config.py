"""The settings of a call: command line over settings file over default."""

from __future__ import annotations

import os
import tomllib
from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from textfix.errors import ProfileError
from textfix.profiles import Profile

_OWN: Final[dict[str, type | tuple[type, ...]]] = {
    "include": list, "exclude": list, "hidden": bool, "field": list, "escapes": bool,
    "encoding": str, "jobs": int, "max-changed-share": (int, float),
}  # fmt: skip
_NAMES: Final = ("textfix.toml", ".textfix.toml", "pyproject.toml")


def load(options: Namespace) -> Profile:
    """Return the profile of a call, and fill the options that only a settings file gives.

    Not for the library: pass a Profile there. Raises ProfileError for a bad file or setting,
    OSError if the named file cannot be read.
    """
    settings: dict[str, Any] = {}
    path = find(options)
    if path is not None:
        settings = _read(path)
        _known(settings, path)
        for key, kind in _OWN.items():
            if key in settings:
                _fill(options, key, kind, settings.pop(key), path)
    profile = _profile(settings, path)
    return _overridden(profile, options)


def find(options: Namespace) -> Path | None:
    """Return the settings file of a call: the named one, or the nearest above the working folder.

    >>> find(Namespace(isolated=True)) is None
    True
    """
    if getattr(options, "isolated", False):
        return None
    if getattr(options, "config_file", None):
        return Path(options.config_file)
    folder = Path(os.getcwd())
    for parent in (folder, *folder.parents):
        for name in _NAMES:
            path = parent / name
            if path.is_file() and (name != "pyproject.toml" or _has_table(path)):
                return path
    return None


def _has_table(path: Path) -> bool:
    try:
        return "[tool.textfix" in path.read_text("utf-8", "replace")
    except OSError:
        return False


def _read(path: Path) -> dict[str, Any]:
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProfileError(f"{path} is not TOML: {error}") from None
    if path.name == "pyproject.toml" or "tool" in data:
        tool = data.get("tool", {})
        data = tool.get("textfix", {}) if isinstance(tool, dict) else {}
    if not isinstance(data, dict):
        raise ProfileError(f"{path}: [tool.textfix] is a table")
    return {key.replace("_", "-"): value for key, value in data.items()}


def _known(settings: dict[str, Any], path: Path) -> None:
    """Refuse keys that neither profiles nor runs have."""
    import difflib

    from textfix.profiles_toml import KEYS, MEANT

    good = (*KEYS, *_OWN)
    for key in settings:
        if key not in good:
            near = [MEANT[key]] if key in MEANT else difflib.get_close_matches(key, good, 1)
            hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(good)}"
            raise ProfileError(f"{path}: there is no key {key!r}; {hint}")


def _fill(
    options: Namespace, key: str, kind: type | tuple[type, ...], value: Any, path: Path
) -> None:
    name = key.replace("-", "_")
    right = isinstance(value, kind) and (kind is bool or not isinstance(value, bool))
    if kind is list and not (right and all(isinstance(item, str) for item in value)):
        raise ProfileError(f"{path}: {key} is a list of strings, not {value!r}")
    if not right:
        raise ProfileError(f"{path}: {key} cannot be {value!r}")
    if not hasattr(options, name):
        return
    given = getattr(options, name)
    if key == "exclude":
        globs: list[str] = value
        setattr(options, name, [*globs, *(given or [])])
    elif given is None or given is False:
        setattr(options, name, value)


def _profile(settings: dict[str, Any], path: Path | None) -> Profile:
    if not settings:
        return Profile()
    from textfix.profiles_toml import from_mapping

    try:
        return from_mapping(settings)
    except ProfileError as error:
        raise ProfileError(f"{path}: {error}") from None


def _overridden(profile: Profile, options: Namespace) -> Profile:
    given: dict[str, Any] = {}
    for name, key in (("profile", "level"), ("script", "script"), ("expect", "expect")):
        value = getattr(options, name, None)
        if value is not None:
            given[key] = value
    for name in ("select", "ignore"):
        more = getattr(options, name, None)
        if more:
            given[name] = getattr(profile, name) + tuple(more)
    return replace(profile, **given) if given else profile
