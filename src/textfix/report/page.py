"""A tally as one self-contained page: no network, light and dark, readable without scripts.

Law: everything that comes from files is escaped; the page may load and send nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files
from string import Template
from typing import Any, Final

from textfix.files.words import counted
from textfix.report.draw import drawn

_TOP_PAIRS: Final = 200
_FOLDERS: Final = 200
_STATUS: Final = {
    "changed": "changed", "same": "as they were", "binary": "not text", "failed": "failed",
}  # fmt: skip

Row = Sequence[str]


def page(total: dict[str, Any]) -> str:
    """Return the page of a tally.

    Not for merging: add tallies first (`textfix.files.tally.add`).

    >>> from textfix.files.tally import empty
    >>> page(empty()).startswith("<!doctype html>")
    True
    """
    template = Template(files("textfix.report").joinpath("page.html").read_text("utf-8"))
    number = sum(total["files"].values())
    rules = sorted(total["rules"])
    return template.substitute(
        subtitle=", ".join(
            (counted(number, "file"), counted(total["bytes"], "byte"),
             counted(total["characters"], "character"))
        ),
        cards=_cards(total),
        histogram=_histogram(total["damage"]),
        options="".join(f"<option>{escape(rule)}</option>" for rule in rules),
        sections="".join(
            (_rules(total), _encodings(total), _samples(total), _pairs(total),
             _folders(total), _problems(total))
        ),
    )  # fmt: skip


def _cards(total: dict[str, Any]) -> str:
    damaged = sum(n for name, n in total["damage"].items() if name != "0")
    read = sum(total["damage"].values())
    cards = [(f"{total['files'].get(key, 0):,}", word) for key, word in _STATUS.items()]
    cards.append((f"{damaged / read:.1%}" if read else "–", "of texts were damaged"))
    one = "byte sequence that is no character"
    bad, word = counted(total["bad"], one, "byte sequences that are no character").split(" ", 1)
    cards.append((bad, word))
    return "".join(f"<li><b>{escape(n)}</b>{escape(word)}</li>" for n, word in cards)


def _histogram(damage: dict[str, int]) -> str:
    """Bars for the classes of damage; lengths are shares of the largest."""
    most = max(damage.values(), default=1)
    out = []
    lower = "0"
    for name in sorted(damage, key=float):
        label = "none" if name == "0" else f"up to {float(name):.4%}".replace(".0000", "")
        n = damage[name]
        out.append(
            f'<span>{escape(label)}</span><span><span class="bar" style="display:block;'
            f'width:{100 * n / most:.1f}%"></span></span><span>{n:,}</span>'
        )
        lower = name
    return "".join(out) if lower else ""


def _table(title: str, heads: Row, rows: Iterable[tuple[str | None, Row]], note: str = "") -> str:
    """A section with a table; cells are HTML, heads that begin with # are for numbers."""
    numeric = [head.startswith("#") for head in heads]
    head = "".join(
        f"<th{' class=n' if n else ''}>{escape(h.lstrip('#'))}</th>"
        for h, n in zip(heads, numeric, strict=True)
    )
    body = []
    for rule, cells in rows:
        own = f' data-rule="{escape(rule)}"' if rule is not None else ""
        kinds = (" class=n" if n else " class=text" for n in numeric)
        tds = "".join(f"<td{kind}>{cell}</td>" for kind, cell in zip(kinds, cells, strict=True))
        body.append(f"<tr data-row{own}>{tds}</tr>")
    text = "".join(body) or f"<tr><td class=soft colspan={len(heads)}>none</td></tr>"
    told = f"<p class=soft>{escape(note)}</p>" if note else ""
    return (
        f"<h2>{escape(title)}</h2>{told}<div class=scroll><table><thead><tr>{head}</tr></thead>"
        f"<tbody>{text}</tbody></table></div>\n"
    )


def _rules(total: dict[str, Any]) -> str:
    rows = [
        (rule, (escape(rule), f"{a:,}", f"{refused:,}", f"{told:,}", f"{chars:,}", f"{n:,}"))
        for rule, (a, refused, told, chars, n) in sorted(
            total["rules"].items(), key=lambda kv: (-kv[1][0], kv[0])
        )
    ]
    heads = ("Rule", "#Applied", "#Refused", "#Reported", "#Characters", "#Files")
    return _table("Rules", heads, rows)


def _encodings(total: dict[str, Any]) -> str:
    rows = [
        (None, (escape(name), f"{n:,}", f"{size:,}", f"{changed:,}"))
        for name, (n, size, changed) in sorted(total["encodings"].items(), key=lambda kv: -kv[1][0])
    ]
    return _table("Encodings", ("Encoding", "#Files", "#Bytes", "#Changed"), rows)


def _samples(total: dict[str, Any]) -> str:
    rows = []
    for rule in sorted(total["samples"]):
        for sample in total["samples"][rule]:
            _, name, line, column, status, sure, left, before, after, right, why = sample
            change = (
                f"{drawn(left)}<del>{drawn(before)}</del><ins>{drawn(after)}</ins>{drawn(right)}"
                if status == "applied"
                else f"{drawn(left)}<del>{drawn(before)}</del>{drawn(right)}"
            )
            place = f"{escape(_name(name))}:{line}:{column}"
            rows.append((rule, (escape(rule), change, escape(f"{status}, {sure:g}: {why}"), place)))
    note = "Chosen by a seeded digest of their place; invisible characters are drawn."
    return _table("Samples", ("Rule", "Change in context", "Why", "Place"), rows, note)


def _pairs(total: dict[str, Any]) -> str:
    best = sorted(total["pairs"].items(), key=lambda kv: (-kv[1], kv[0]))[:_TOP_PAIRS]
    rows = []
    for key, n in best:
        rule, before, after = json.loads(key)
        old, new = f"<del>{drawn(before)}</del>", f"<ins>{drawn(after)}</ins>"
        rows.append((rule, (escape(rule), old, new, f"{n:,}")))
    return _table("Most frequent changes", ("Rule", "Before", "After", "#Count"), rows)


def _folders(total: dict[str, Any]) -> str:
    rows = []
    for name, numbers in sorted(total["folders"].items())[:_FOLDERS]:
        *counts, damaged, chars = numbers
        cells = [escape(_name(name) or "."), *(f"{n:,}" for n in counts)]
        rows.append((None, (*cells, f"{damaged / chars if chars else 0:.3%}")))
    heads = ("Folder", "#Files", "#Changed", "#Edits", "#Damaged characters")
    return _table("Folders", heads, rows)


def _problems(total: dict[str, Any]) -> str:
    rows = [(None, (escape(_name(n)), escape(s), escape(why))) for n, s, why in total["problems"]]
    note = f"{total['unlisted']:,} more are not listed." if total["unlisted"] else ""
    return _table("Files left alone", ("File", "How", "Why"), rows, note)


def _name(name: str) -> str:
    """Show a file name; raw bytes in it as \\xNN."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
