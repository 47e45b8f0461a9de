"""Brings a text to a script, whatever it is in: what `script=` does on top of a profile.

Lines of the other script are converted; where scripts meet in one line, only characters that
the wanted script does not have. Japanese stays. Machine-made traditional is simplified first.
"""

from __future__ import annotations

import re
from functools import cache

from textfix.conversion import best, engines, spelling, tables
from textfix.conversion.convert import nearest
from textfix.conversion.identify import (
    Script,
    class_of,
    exclusive,
    han_count,
    identify,
    only_simplified,
)
from textfix.conversion.lattice import words
from textfix.conversion.machine import MachineMade, kept, machine_made
from textfix.conversion.mingled import mingled, unmingled
from textfix.conversion.passes import compose, rewrite
from textfix.conversion.replacement import LATTICE, Replacement, explain
from textfix.errors import InputError

SCRIPTS = ("hans", "hant", "hant-tw", "hant-hk")
_TO = {"hant": "s2t", "hant-tw": "s2tw", "hant-hk": "s2hk"}
CLEAR = 4
"""So many different simplified characters make a line simplified in a mixed text."""

PARAGRAPH = 8
"""So many make it a simplified passage in a traditional text; fewer are a name or a quotation.

In the traditional documents of the training corpora no simplified line has more than 5.
"""

SELDOM = 0.1
"""A form that native writers keep less often than this makes a word simplified."""

TELLING = "么况余干采征"
"""In words, these are simplified: 什么, 情况, 其余. (Alone they are names or old forms.)"""

CAREFUL = "careful"
"""Treatment of a line in which scripts meet: only what no traditional text has is converted."""

_RUN = re.compile("[\u3400-\u9fff]+")
_BEYOND = re.compile("[\U00020000-\U0003ffff]")
_KANA = re.compile("[\u3041-\u30fa]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]")

_FROM = {"hant-tw": "tw2s", "hant-hk": "hk2s"}


def to_script(text: str, script: str) -> tuple[Replacement, ...]:
    """List the replacements that bring a text to a script, in order and disjoint.

    Not for one known direction: `convert` does what it is told. Words stay what they are;
    only characters change. "hant" is no region's: it writes the forms that most writers have.

    >>> [(r.start, r.new) for r in to_script("这是系統的系統说明，只是如此", "hant")]
    [(0, '這'), (7, '說')]

    Errors: `InputError` for an unknown script.
    """
    if script not in SCRIPTS:
        raise InputError(f"no script {script!r}; did you mean {nearest(script, SCRIPTS)!r}?")
    whole = identify(text)
    if whole == "none" or _foreign(text):
        return ()
    made = machine_made(text) if str(whole).startswith("hant") else None
    if made:
        return _redone(text, script, made)
    out: list[Replacement] = []
    stray = script == "hans" and mingled(text)
    for config, start, end in _blocks(text, script, whole):
        if not config and stray:
            out += unmingled(text[start:end], start)
        elif config == CAREFUL:
            out += _careful(text[start:end], start, script)
        elif config:
            out += _edits(text[start:end], config, start, general=script == "hant")
    return tuple(out)


def _blocks(text: str, script: str, whole: Script) -> list[tuple[str, int, int]]:
    """Cut a text into blocks of lines that are treated alike: treatment, start, end."""
    blocks: list[tuple[str, int, int]] = []
    start = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        plain = not han_count(line)  # nothing to convert: no reason to start another block
        config = "" if plain else _treatment(line, script, whole)
        if blocks and (plain or blocks[-1][0] == config):
            blocks[-1] = (*blocks[-1][:2], end)
        else:
            blocks.append((config, start, end))
        start = end
    return blocks


def _foreign(text: str) -> bool:
    """Tell whether Korean or Vietnamese letters outnumber the Han characters: these are cited."""
    letters = len(_HANGUL.findall(text)) + len(_VIETNAMESE.findall(text))
    return letters > 0 and letters > han_count(text)


def script_text(text: str, script: str) -> str:
    """Return a text brought to a script: what `to_script` leads to.

    >>> script_text("关于皇后的头发", "hant-tw")
    '關於皇后的頭髮'

    Errors: as `to_script`.
    """
    return rewrite(text, [(r.start, r.end, r.new) for r in to_script(text, script)], {})


def _treatment(line: str, script: str, whole: Script) -> str:
    """Return the configuration for a line, `CAREFUL`, or nothing for a line that stays."""
    if script != "hans" and whole != "hans" and not only_simplified().search(line):
        return _TO[script] if whole == "unknown" and _reads_simplified(line) else ""
    if whole == "hans" and script != "hans" and not _another(line):
        return _TO[script]
    here = identify(line)
    if here == "none" or _foreign(line):
        return ""
    if script != "hans" and whole == "hans" and here in {"hans", "unknown"}:
        return _TO[script]
    simplified, traditional = exclusive()
    left = sum(ch in simplified for ch in set(line))
    if script == "hans":
        known = whole if here == "unknown" else here
        done = known == "unknown" and left and traditional.isdisjoint(line)
        return "" if done or known == "hans" else _FROM.get(str(known), "t2s")
    if here == "hans" and left >= (PARAGRAPH if str(whole).startswith("hant") else CLEAR):
        return _TO[script]
    if str(whole).startswith("hant") or str(here).startswith("hant"):
        return ""  # a Japanese title, a name, an old form: what stands there is meant
    if here == "unknown":
        # Too little to go by: where the line cites a character, or has it in both forms, it stays.
        right = sum(ch in traditional for ch in set(line))
        latin = sum(ch.isascii() and ch.isalpha() for ch in line)
        if left <= right or latin > han_count(line):
            return ""
        if whole == "unknown" and not right:
            return _TO[script]
    return CAREFUL


def _reads_simplified(line: str) -> bool:
    """Tell whether a line holds a word that traditional text spells otherwise: 几乎, 三百余人.

    Its characters may stand in both scripts; that native writers put them there is rare.
    """
    if not exclusive()[1].isdisjoint(line) or _KANA.search(line) or _foreign(line):
        return False
    several = tables.candidates(tables.OFFICIAL, "STCharacters")
    return any(
        y != z and (y in TELLING or (y in several and kept(y, z) < SELDOM))
        for run in _RUN.finditer(line)
        for word in words(run.group())
        if len(word.value) > 1
        for y, z in zip(run.group()[word.start : word.end], word.value, strict=True)
    )


def _another(line: str) -> bool:
    """Tell whether a line may be in another script than simplified; most lines need no more."""
    return bool(_speaks_up().search(line) or _BEYOND.search(line) or _foreign(line))


def _edits(text: str, config: str, offset: int = 0, *, general: bool = False) -> list[Replacement]:
    plan = tables.plan(config)
    done, words = best.passes(plan, text, (), spelling.general(text) if general else None)
    found = [explain(plan, text, edit, offset) for edit in compose(done)]
    found += [
        Replacement(start + offset, end + offset, new, LATTICE, "words in context")
        for start, end, new in words
        if text[start:end] != new
    ]
    return sorted(found, key=lambda r: r.start) if words else found


def _careful(text: str, offset: int, script: str) -> list[Replacement]:
    """Convert only the words with a character that no traditional text has: 后来, but not 后."""
    clear = {
        place
        for run in _RUN.finditer(text)
        if only_simplified().search(run.group())
        for word in words(run.group(), run.start())
        if only_simplified().search(text, word.start, word.end)
        for place in range(word.start, word.end)
    }
    out = []
    for r in _edits(text, _TO[script], general=script == "hant"):
        if len(r.new) != r.end - r.start:
            continue
        for n, b in enumerate(r.new, r.start):
            if n in clear and text[n] != b:
                out.append(Replacement(n + offset, n + 1 + offset, b, r.confidence, r.why))
    return out


def _redone(text: str, script: str, made: MachineMade) -> tuple[Replacement, ...]:
    """Go back to what the simplified author wrote, and from there where it should go.

    A character of which the text has several forms in their places was not made by a table:
    there only forms that no traditional text has change.
    """
    if script == "hans":
        return tuple(_edits(text, "t2s"))
    source = engines.text(tables.plan("t2s"), text, ())
    table = spelling.general(source) if script == "hant" else None
    wanted = best.convert(tables.plan(_TO[script]), source, table)
    if not len(source) == len(text) == len(wanted):
        return ()
    why = "machine-made traditional, converted again from simplified"
    simplified, _ = exclusive()
    several = tables.candidates(tables.OFFICIAL, "STCharacters")
    forms = dict(made.table)
    out = []
    for n, (a, y, b) in enumerate(zip(text, source, wanted, strict=True)):
        if a == b or (script == "hant" and _same(a, b)):
            continue
        if a in simplified or y not in several or forms.get(y, a) == a:
            out.append(Replacement(n, n + 1, b, LATTICE, why))
    return tuple(out)


@cache
def _speaks_up() -> re.Pattern[str]:
    """Match what must stand in a line that a simplified text has in another script."""
    kana = {chr(code) for code in range(0x3041, 0x30FB)}
    return class_of(exclusive()[1] | kana)


@cache
def _same(a: str, b: str) -> bool:
    """Tell whether two characters are regional forms of one: 為, 爲."""
    plans = [tables.plan(config) for config in ("tw2t", "hk2t")]
    return any(engines.text(p, a, ()) == engines.text(p, b, ()) for p in plans)
