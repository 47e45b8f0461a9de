"""The conversion calls: which engine runs for which text, and what is put around it.

`matches` is the truth; `convert` gives the text that follows from it, by a faster way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING

from textfix.conversion import engines, tables
from textfix.conversion.passes import Edit, compose
from textfix.conversion.replacement import LATTICE, SURE, Replacement, explain
from textfix.conversion.tables import CONFIGS, NAMED, NAMED_CONFIGS, Plan
from textfix.conversion.units import Span, merge
from textfix.errors import InputError

if TYPE_CHECKING:
    from textfix.conversion.protect import Protect

MODES = ("opencc", "best")


def nearest(name: str, known: Sequence[str]) -> str:
    """Return the known name that is most like a wrong one."""
    from difflib import get_close_matches  # only where an error is due

    found = get_close_matches(str(name), known, 1, 0)
    return found[0] if found else known[0]


def check(config: str, mode: str, dictionary: str | None) -> None:
    """Raise `InputError` for a name that is not known; the message says which is nearest."""
    if mode not in MODES:
        raise InputError(f"mode must be 'opencc' or 'best', not {mode!r}")
    if dictionary not in (None, NAMED, tables.OFFICIAL):
        raise InputError(f"dictionary must be '1.1.6', '1.4.2' or None, not {dictionary!r}")
    if config not in CONFIGS:
        raise InputError(
            f"no configuration {config!r}; did you mean {nearest(config, CONFIGS)!r}?"
            f" Known: {', '.join(CONFIGS)}"
        )
    if dictionary == NAMED and mode == "best":
        raise InputError("mode 'best' works with the current dictionaries only")
    if dictionary == NAMED and config not in NAMED_CONFIGS:
        raise InputError(
            f"the 1.1.6 dictionaries have no {config!r}; nearest:"
            f" {nearest(config, NAMED_CONFIGS)!r}"
        )


@cache
def _checked(config: str, mode: str, dictionary: str | None, tofu: bool) -> Plan:
    check(config, mode, dictionary)
    return tables.plan(config, dictionary or tables.OFFICIAL, tofu=tofu)


def _plainly(plan: Plan, text: str, mode: str, spelling: str | None) -> str:
    """Convert without spans to keep, in ways that a first conversion should not wait for."""
    from textfix.conversion import best
    from textfix.conversion import spelling as spell

    table = spell.rows(spelling, plan.name, mode, text)
    if mode == "best":
        return best.convert(plan, text, table)
    return spell.respelled(engines.text(plan, text, ()), table)


def convert(
    text: str,
    config: str,
    *,
    mode: str = "opencc",
    dictionary: str | None = None,
    protect: Protect = (),
    user: Mapping[str, str] | None = None,
    quotes: str | None = None,
    tofu: bool = True,
    spelling: str | None = None,
) -> str:
    """Convert a text between scripts or regional forms, by an OpenCC configuration name.

    Not for text that may be damaged: repair it first (`textfix.clean(..., script=...)`).
    `mode="opencc"` gives OpenCC 1.4.2's answers, with `dictionary="1.1.6"` those of
    opencc-python-reimplemented; `mode="best"` decides one-to-many characters by context.
    `protect`: names or compiled patterns to keep; `user`: source text to result;
    `quotes`: "corner" or "curly"; `tofu=False`: no characters that many fonts lack.
    `spelling`, for s2tw and s2twp: "opencc", "native" (計畫, 公布: what mode "best" does
    unasked), or "statute" (also 占, 身分, 分布).

    >>> convert("头发发展", "s2t")
    '頭髮發展'
    >>> convert("软件里的内存", "s2twp", protect=["内存"])
    '軟體裡的内存'

    Errors: `InputError` for a name that is not known.
    Source: OpenCC 1.4.2 and opencc-python-reimplemented 0.1.7 (Apache-2.0).
    """
    plan = _checked(config, mode, dictionary, tofu)
    if not protect and not user and quotes is None:
        if mode == "opencc" and spelling is None:
            return engines.text(plan, text, ())
        return _plainly(plan, text, mode, spelling)
    edits = _edits(plan, text, mode, spelling, protect, user or {}, quotes)
    return apply(text, [(e.start, e.end, e.new) for e in edits])


def convert_many(
    texts: Sequence[str],
    config: str,
    *,
    mode: str = "opencc",
    dictionary: str | None = None,
    spelling: str | None = None,
) -> list[str]:
    """Convert many texts: joined, converted once, and taken apart again.

    Not for a single text. The result is that of `convert` on each.

    >>> convert_many(["头发", "发展"], "s2t")
    ['頭髮', '發展']

    Errors: as `convert`.
    """
    check(config, mode, dictionary)
    joined = "\0".join(texts)
    alone = joined.count("\0") != len(texts) - 1 or engines.OPERATOR.search(joined) is not None
    if mode == "best" and not alone:
        from textfix.conversion import best

        return best.convert_many(_checked(config, mode, dictionary, True), texts, spelling)
    one = partial(convert, config=config, mode=mode, dictionary=dictionary, spelling=spelling)
    return [one(text) for text in texts] if alone else one(joined).split("\0")


def apply(text: str, edits: Sequence[Edit]) -> str:
    """Put edits (sorted, disjoint) into a text.

    >>> apply("头发", [(0, 2, "頭髮")])
    '頭髮'
    """
    out, past = [], 0
    for start, end, new in edits:
        out += [text[past:start], new]
        past = end
    return "".join([*out, text[past:]])


def matches(
    text: str,
    config: str,
    *,
    mode: str = "opencc",
    dictionary: str | None = None,
    protect: Protect = (),
    user: Mapping[str, str] | None = None,
    quotes: str | None = None,
    tofu: bool = True,
    spelling: str | None = None,
) -> tuple[Replacement, ...]:
    """List what `convert` changes: replacements in order, disjoint, each a real change.

    Not needed for the text alone: `convert` is faster.

    >>> [(r.start, r.end, r.new) for r in matches("看头发", "s2t")]
    [(1, 3, '頭髮')]

    Errors: as `convert`.
    """
    plan = _checked(config, mode, dictionary, tofu)
    return tuple(_edits(plan, text, mode, spelling, protect, user or {}, quotes))


def _edits(
    plan: Plan,
    text: str,
    mode: str,
    spelling: str | None,
    protect: Protect,
    user: Mapping[str, str],
    quotes: str | None,
) -> list[Replacement]:
    from textfix.conversion import best
    from textfix.conversion import spelling as spell
    from textfix.conversion.protect import kept_spans, user_matches
    from textfix.conversion.quotes import requote

    table = spell.rows(spelling, plan.name, mode, text)
    kept = kept_spans(text, protect)
    own = [edit for edit in user_matches(text, user) if not _touches(edit, kept)]
    blocked = merge([*kept, *((a, b) for a, b, _ in own)])
    words: list[Edit] = []
    if mode == "best":
        done, words = best.passes(plan, text, blocked, table)
    else:
        done = engines.passes(plan, text, blocked)
        done = [*done, *spell.spelled(done, table, blocked)]
    found = [explain(plan, text, edit) for edit in compose(done)]
    found += _reasons(text, words, LATTICE, "words in context")
    found += _reasons(text, own, SURE, "user dictionary")
    if quotes is not None:
        marks = [edit for edit in requote(text, quotes) if not _touches(edit, blocked)]
        found += _reasons(text, marks, SURE, "quotation mark")
    return sorted(found, key=lambda r: (r.start, r.end))


def _reasons(text: str, edits: Sequence[Edit], confidence: float, why: str) -> list[Replacement]:
    real = [edit for edit in edits if text[edit[0] : edit[1]] != edit[2]]
    return [Replacement(*edit, confidence, why) for edit in real]


def _touches(edit: Edit, spans: Sequence[Span]) -> bool:
    return any(a < edit[1] and b > edit[0] for a, b in spans)
