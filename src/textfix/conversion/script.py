"""Brings a text to a script, whatever it is in: what `script=` does on top of a profile.

Lines of the other script are converted; where scripts meet in one line, only characters that
the wanted script does not have. Japanese stays. Machine-made traditional is simplified first.
"""

from __future__ import annotations

from textfix.conversion import best, engines, tables
from textfix.conversion.convert import LATTICE, Replacement, explain, nearest
from textfix.conversion.identify import Script, exclusive, identify
from textfix.conversion.machine import machine_made
from textfix.conversion.passes import Edit, compose, rewrite
from textfix.errors import InputError

SCRIPTS = ("hans", "hant", "hant-tw", "hant-hk")
_TO = {"hant": "s2t", "hant-tw": "s2tw", "hant-hk": "s2hk"}
CLEAR = 4
"""So many different simplified characters make a line simplified in a traditional text."""

_FROM = {"hant-tw": "tw2s", "hant-hk": "hk2s"}


def to_script(text: str, script: str) -> tuple[Replacement, ...]:
    """List the replacements that bring a text to a script, in order and disjoint.

    Not for one known direction: `convert` does what it is told. Words stay what they are;
    only characters change.

    >>> [(r.start, r.new) for r in to_script("这是系統的系統说明，只是如此", "hant")]
    [(0, '這'), (7, '說')]

    Errors: `InputError` for an unknown script.
    """
    if script not in SCRIPTS:
        raise InputError(f"no script {script!r}; did you mean {nearest(script, SCRIPTS)!r}?")
    whole = identify(text)
    if whole == "none":
        return ()
    redo = str(whole).startswith("hant") or whole == "mixed"
    if redo and machine_made(text):
        return _redone(text, script)
    out: list[Replacement] = []
    start = 0
    for line in text.splitlines(keepends=True):
        out += _line(line, start, script, whole)
        start += len(line)
    return tuple(out)


def script_text(text: str, script: str) -> str:
    """Return a text brought to a script: what `to_script` leads to.

    >>> script_text("关于皇后的头发", "hant-tw")
    '關於皇后的頭髮'

    Errors: as `to_script`.
    """
    return rewrite(text, [(r.start, r.end, r.new) for r in to_script(text, script)], {})


def _line(line: str, offset: int, script: str, whole: Script) -> list[Replacement]:
    here = identify(line)
    if here == "none":
        return []
    if here == "unknown":
        here = whole
    if script == "hans":
        return _shifted(line, offset, _FROM.get(str(here), "t2s")) if here != "hans" else []
    config = _TO[script]
    native = str(whole).startswith("hant")
    if here == "hans" and not ((native or whole == "mixed") and len(here.evidence) < CLEAR):
        return _shifted(line, offset, config)
    if native or str(here).startswith("hant"):
        return []  # a Japanese title, a name, an old form: what stands there is meant
    return _careful(line, offset, config)


def _edits(text: str, config: str) -> list[Replacement]:
    plan = tables.plan(config)
    done, words = best.passes(plan, text, ())
    found = [explain(plan, text, edit) for edit in compose(done)]
    real = [edit for edit in words if text[edit[0] : edit[1]] != edit[2]]
    found += [Replacement(*edit, LATTICE, "words in context") for edit in real]
    return sorted(found, key=lambda r: r.start)


def _shifted(text: str, offset: int, config: str) -> list[Replacement]:
    return [
        Replacement(r.start + offset, r.end + offset, r.new, r.confidence, r.why)
        for r in _edits(text, config)
    ]


def _careful(text: str, offset: int, config: str) -> list[Replacement]:
    """Convert only the characters that no traditional text has."""
    simplified, _ = exclusive()
    if not any(ch in simplified for ch in text):
        return []
    out = []
    for r in _edits(text, config):
        old = text[r.start : r.end]
        if len(old) != len(r.new):
            continue
        for n, (a, b) in enumerate(zip(old, r.new, strict=True), r.start + offset):
            if a != b and a in simplified:
                out.append(Replacement(n, n + 1, b, r.confidence, r.why))
    return out


def _redone(text: str, script: str) -> tuple[Replacement, ...]:
    """Go back to what the simplified author wrote, and from there where it should go."""
    plan = tables.plan("t2s")
    source = engines.text(plan, text, ())
    if script == "hans":
        return tuple(_edits(text, "t2s"))
    if len(source) != len(text):
        return ()
    wanted = best.convert(tables.plan(_TO[script]), source)
    why = "machine-made traditional, converted again from simplified"
    if len(wanted) != len(text):
        return ()
    differing: list[Edit] = []
    for n, (a, b) in enumerate(zip(text, wanted, strict=True)):
        if a != b:
            differing.append((n, n + 1, b))
    return tuple(Replacement(*edit, LATTICE, why) for edit in differing)
