"""Profiles: frozen settings that say which rules may run and how sure they must be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Never

from textfix.errors import ProfileError

LEVELS: Final = ("repair", "normalize", "corpus")
"""Profile names, each including the ones before it."""

SCRIPTS: Final = ("hans", "hant", "hant-tw", "hant-hk")
EXPECTED: Final = ("zh", "ja", "ko")

Setting = str | int | bool
Options = tuple[tuple[str, Setting], ...]

OPTIONS: Final[dict[str, tuple[str, ...] | range]] = {
    "quotes": ("auto", "curly", "corner", "keep"),
    "han-latin": ("leave", "space", "none"),
    "han-spaces": ("evident", "all", "keep"),
    "compatibility-ideographs": ("keep", "unify"),
    "indent": ("ideographic", "none", "keep"),
    "repeats": range(1, 11),
    "blank-lines": range(11),
}
"""What a setting of the rules may be; of words, the first is the default."""

DEFAULTS: Final[dict[str, int]] = {"repeats": 3, "blank-lines": 1}

MIN_CONFIDENCE: Final = 0.9
_SHOWN: Final = 20
"""A `likely` finding is applied from this confidence on."""


_FIELDS: Final = (
    "level", "script", "select", "ignore", "expect", "min_confidence", "options",
)  # fmt: skip


@dataclass(frozen=True, slots=True, init=False)
class Profile:
    """What a run may do: a level, a target script, and rules switched by name.

    Not for carrying state: it is a value, hashable, and pickles to its settings.

    >>> Profile("repair", script="hans").script
    'hans'

    `select` adds rules to those of the level, `ignore` removes some; a name may be a whole
    stage ("insertion") or a rule ("insertion.gloss"). `expect` names the language the caller
    knows the text to be in, which raises the prior of repairs that lead there. `options` are
    the settings of single rules (see OPTIONS), given as a mapping or as pairs. `min_confidence` is
    the level from which `likely` findings are applied; a rule that was measured at another than
    the default is applied from its own, unless this is moved.
    Raises ProfileError for a name or a value that does not exist.

    >>> Profile("corpus", options={"quotes": "corner"}).option("quotes")
    'corner'
    """

    level: str = "repair"
    script: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    expect: str | None = None
    min_confidence: float = MIN_CONFIDENCE
    options: Options | Mapping[str, Setting] = ()

    def __init__(
        self,
        level: str = "repair",
        script: str | None = None,
        select: Iterable[str] = (),
        ignore: Iterable[str] = (),
        expect: str | None = None,
        min_confidence: float = MIN_CONFIDENCE,
        options: Options | Mapping[str, Setting] = (),
        **others: Never,
    ) -> None:
        """Refuse names that do not exist, telling the nearest one that does."""
        for name in others:
            _refuse(name)
        given = (level, script, select, ignore, expect, min_confidence, options)
        for field, value in zip(_FIELDS, given, strict=True):
            object.__setattr__(self, field, value)
        self._check()

    def _check(self) -> None:
        _check("profile", self.level, LEVELS)
        if self.script is not None:
            _check("script", self.script, SCRIPTS)
        if self.expect is not None:
            _check("expected language", self.expect, EXPECTED)
        object.__setattr__(self, "options", _options(self.options))
        sure = self.min_confidence
        if isinstance(sure, bool) or not isinstance(sure, (int, float)) or not 0.5 <= sure <= 1.0:
            raise ProfileError(
                f"min_confidence is a probability from 0.5 to 1.0, not {self.min_confidence!r}"
            )
        for field in ("select", "ignore"):
            object.__setattr__(self, field, names(field, getattr(self, field)))

    def includes(self, level: str) -> bool:
        """Tell whether this profile has the rules that come with `level`."""
        return LEVELS.index(level) <= LEVELS.index(self.level)

    def option(self, name: str) -> Setting:
        """Return a setting of the rules, or its default.

        >>> Profile().option("quotes"), Profile().option("blank-lines")
        ('auto', 1)

        Raises ProfileError for a setting that does not exist.
        """
        assert isinstance(self.options, tuple)  # since _options
        settings = _settings(self.options)
        if not isinstance(name, str) or name not in settings:
            _check("option", name, tuple(OPTIONS))
        return settings[name]

    def selects(self, rule: str) -> bool:
        """Tell whether the caller asked for this rule by name, or for its whole stage."""
        return rule in self.select or rule.partition(".")[0] in self.select


def names(field: str, given: object) -> tuple[str, ...]:
    """Return names of rules and stages as a tuple, each of them checked.

    >>> names("ignore", ["insertion"])
    ('insertion',)

    Raises ProfileError for a single str, and for a name that does not exist.
    """
    if given == ():
        return ()
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise ProfileError(f"{field} takes several names, as in ({given!r},)")
    from textfix import order

    found = tuple(given)
    for name in found:
        _check("rule", name, (*order.names(), *order.stages()))
    return found


def _options(given: Options | Mapping[str, Setting]) -> Options:
    """Check settings and put them in one order, so that equal profiles are equal."""
    if isinstance(given, tuple) and not given:
        return given
    try:
        pairs = dict(given)
    except (TypeError, ValueError):
        raise ProfileError("options is a mapping of names to settings, or pairs of them") from None
    for name, value in pairs.items():
        _check("option", name, tuple(OPTIONS))
        good = OPTIONS[name]
        if isinstance(good, tuple):
            _check(f"setting of {name}", value, good)
        elif isinstance(value, bool) or not isinstance(value, int) or value not in good:
            raise ProfileError(
                f"{name} is a whole number from {good[0]} to {good[-1]}, not {value!r}"
            )
    return tuple(sorted(pairs.items()))


@lru_cache(maxsize=64)
def _settings(given: Options) -> dict[str, Setting]:
    """Return every setting, the default where none is given."""
    words = {name: good[0] for name, good in OPTIONS.items() if isinstance(good, tuple)}
    return {**words, **DEFAULTS, **dict(given)}


def _refuse(name: str) -> None:
    """Tell what to write instead of a keyword that `Profile` does not take."""
    option = name.replace("_", "-")
    if option in OPTIONS:
        raise ProfileError(f"{name} is an option: Profile(options={{{option!r}: ...}})")
    near = _near(name, (*_FIELDS, *OPTIONS))
    if near in OPTIONS:
        hint = f"did you mean the option {near!r}, as in options={{{near!r}: ...}}?"
    else:
        hint = f"did you mean {near!r}?" if near else f"one of: {', '.join(_FIELDS)}"
    raise ProfileError(f"a profile has no {name!r}; {hint}")


def _check(kind: str, name: object, good: tuple[str, ...]) -> None:
    if isinstance(name, str) and name in good:
        return
    near = _near(name, good)
    every = f"one of: {', '.join(good)}" if len(good) <= _SHOWN else "`textfix rules` lists all"
    hint = f"did you mean {near!r}?" if near else every
    raise ProfileError(f"there is no {kind} {name!r}; {hint}")


def _near(name: object, good: tuple[str, ...]) -> str:
    """Return the good name that is nearest to a wrong one, or nothing."""
    import difflib  # only where an error is due

    if not isinstance(name, str):
        return ""
    return next(iter(difflib.get_close_matches(name, good, n=1, cutoff=0.4)), "")


@lru_cache(maxsize=64)
def named(level: str, script: str | None) -> Profile:
    """Return the profile of this level and script, the same object each time."""
    return Profile(level, script=script)


def resolve(profile: str | Profile, script: str | None = None) -> Profile:
    """Turn what a caller passed as a profile into a Profile.

    >>> resolve("normalize").level
    'normalize'

    Raises ProfileError for an unknown name, or for a script given twice.
    """
    if script is not None:
        _check("script", script, SCRIPTS)
    if isinstance(profile, str):
        return named(profile, script)
    if not isinstance(profile, Profile):
        raise ProfileError(f"a profile is a name or a Profile, not {type(profile).__name__}")
    if script is None or script == profile.script:
        return profile
    if profile.script is not None:
        raise ProfileError(f"the profile says script {profile.script!r}, the call {script!r}")
    from dataclasses import replace

    return replace(profile, script=script)
