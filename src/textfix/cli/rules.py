"""`textfix rules`: the list of rules, or the card of one with its examples."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import Any

from textfix import order
from textfix.cli.inputs import out
from textfix.errors import InputError
from textfix.rule import Rule


def run(options: Namespace) -> int:
    """List rules, or show the cards of those named."""
    chosen = _chosen(options.names)
    for name in chosen:
        rule = order.load(name)
        if options.output_format == "json":
            out(json.dumps(card(rule), ensure_ascii=False))
        elif options.names:
            out("\n".join(_card_lines(rule)) + "\n")
        else:
            out(f"{rule.name:36} {rule.profile:10} {rule.safety:7} {rule.what} Why: {rule.why}.")
    return 0


def _chosen(names: list[str]) -> list[str]:
    if not names:
        return list(order.names())
    chosen: list[str] = []
    for name in names:
        hits = [n for n in order.names() if n == name or n.partition(".")[0] == name]
        if not hits:
            import difflib

            near = difflib.get_close_matches(name, (*order.names(), *order.stages()), 1, 0.4)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise InputError(f"there is no rule {name!r}{hint}")
        chosen += hits
    return chosen


def card(rule: Rule) -> dict[str, Any]:
    """Return a rule's card as plain values.

    >>> sorted(card(order.load(order.names()[0])))[:3]
    ['examples', 'keeps', 'name']
    """
    return {
        "name": rule.name, "what": rule.what, "why": rule.why, "when_not": rule.when_not,
        "safety": rule.safety, "profile": rule.profile,
        "examples": [list(e) for e in rule.examples], "keeps": list(rule.keeps),
        "sources": list(rule.sources),
    }  # fmt: skip


def _card_lines(rule: Rule) -> list[str]:
    lines = [rule.name, f"  {rule.what}", f"  Why: {rule.why}", f"  When not: {rule.when_not}",
             f"  Safety: {rule.safety}; from profile {rule.profile} on."]  # fmt: skip
    for example in rule.examples:
        note = f"   ({example.note})" if example.note else ""
        lines.append(f"  {example.before!r} → {example.after!r}{note}")
    return lines + [f"  kept: {kept!r}" for kept in rule.keeps]
