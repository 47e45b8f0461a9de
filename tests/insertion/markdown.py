"""Tables and shares in markdown, for measurements."""

from __future__ import annotations


def table(head: str, rows: list[tuple[object, ...]]) -> str:
    """Write a markdown table; `head` names the columns, separated by bars."""
    names = [name.strip() for name in head.split("|")]
    lines = [names, ["---", *["---:"] * (len(names) - 1)], *[[cell(v) for v in r] for r in rows]]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def cell(value: object) -> str:
    return str(value).replace("|", "\\|").replace("\n", "⏎")


def percent(part: float, whole: float, digits: int = 1) -> str:
    """Write a share, or a dash if there is nothing to share."""
    return f"{100 * part / whole:.{digits}f} %" if whole else "–"
