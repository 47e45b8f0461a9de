"""Generates tables/language/scripts.z from the dictionaries of opencc-python-reimplemented.

Format: "#scripts 1", then the lines simplified, traditional, shared, targets, fold (see `build`).
"""

from collections.abc import Iterable
from importlib.metadata import files
from pathlib import Path

from textfix.tables.build.ngrams_common import Source, main, package_source

_PACKAGE = "opencc-python-reimplemented"
_NAMES = ("STCharacters", "TSCharacters", "TWVariants", "HKVariants")
# Not one character: Taiwan's 么 for 幺 would join 麼 and 幺, Hong Kong's 衹 for 只 would join 隻.
_NOT_VARIANTS = {"幺", "只"}
# Where the tables keep both forms but modern texts of the two scripts differ only by spelling.
_FOLD = {"著": "着", "瞭": "了", "衹": "只", "祇": "只"}

Dictionary = dict[str, tuple[str, ...]]


def _read() -> tuple[dict[str, Dictionary], list[Path]]:
    """Read the four character dictionaries as character -> candidates, usual first."""
    found = {f.name.removesuffix(".txt"): f for f in files(_PACKAGE) or ()}
    paths = [Path(str(found[name].locate())) for name in _NAMES]
    tables: dict[str, Dictionary] = {}
    for name, path in zip(_NAMES, paths, strict=True):
        rows = (line.split("\t") for line in path.read_text("utf-8").splitlines() if line)
        tables[name] = {key: tuple(values.split()) for key, values in rows}
    return tables, paths


def _variants(tables: dict[str, Dictionary]) -> Dictionary:
    """Join the regional spellings: standard traditional character -> Taiwan and Hong Kong forms."""
    found: dict[str, list[str]] = {}
    for name in ("TWVariants", "HKVariants"):
        for ch, forms in tables[name].items():
            if ch not in _NOT_VARIANTS:
                found.setdefault(ch, []).extend(form for form in forms if form != ch)
    return {ch: tuple(dict.fromkeys(forms)) for ch, forms in found.items() if forms}


def _simplified(tables: dict[str, Dictionary], variants: Dictionary) -> dict[str, str]:
    """Map each character to its first simplified form, regional spellings included."""
    found = {ch: forms[0] for ch, forms in tables["TSCharacters"].items() if forms[0] != ch}
    for ch, forms in variants.items():
        for form in forms:
            if ch in found:
                if form not in found and found[ch] != form:
                    found[form] = found[ch]
            elif form not in found and ch not in _FOLD.values():
                # Two spellings, no simplification: the one in the GB 2312 standard is simplified.
                old, new = (ch, form) if _in_gb2312(form) else (form, ch)
                found[old] = new
    for s, candidates in tables["STCharacters"].items():
        for t in candidates:
            if t != s and t not in tables["TSCharacters"] and t not in tables["STCharacters"]:
                found.setdefault(t, s)
    return found


def _in_gb2312(ch: str) -> bool:
    """Tell whether a character belongs to the GB 2312 standard of simplified text."""
    return bool(ch.encode("gb2312", "ignore"))


def _fold(simplified: dict[str, str], traditional: Dictionary) -> dict[str, str]:
    """Map every character to the representative of its family; idempotent."""
    step = {**simplified, **_FOLD}
    for s, candidates in traditional.items():
        # 馀 → 餘 → 余: a second simplified form whose traditional form simplifies elsewhere.
        leads = {step.get(t, t) for t in candidates}
        if s not in candidates and len(leads) == 1 and s not in leads and s not in step:
            step[s] = leads.pop()
    fold: dict[str, str] = {}
    for ch in step:
        end, seen = ch, {ch}
        while step.get(end, end) not in seen:
            end = step[end]
            seen.add(end)
        if end != ch:
            fold[ch] = end
    return fold


def _pairs(mapping: dict[str, str]) -> str:
    """Write a mapping of single characters as alternating characters."""
    return "".join(f"{a}{b}" for a, b in sorted(mapping.items()))


def _lines(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


def build() -> tuple[bytes, list[Source]]:
    """Make the table and describe its source.

    simplified, fold: alternating characters; traditional: "s" + candidates, separated by spaces;
    shared: characters that are at home in both scripts; targets: conversions of another character.
    """
    tables, paths = _read()
    st, ts = tables["STCharacters"], tables["TSCharacters"]
    variants = _variants(tables)
    simplified = _simplified(tables, variants)
    # A regional spelling is a candidate too, after the standard one: 为 → 爲 為.
    traditional: Dictionary = {}
    for s, candidates in sorted({**{ch: (ch,) for ch in _FOLD.values()}, **st}.items()):
        regional = (form for t in candidates for form in variants.get(t, ()))
        traditional[s] = tuple(dict.fromkeys([*candidates, *regional]))
    kept = {t for t, forms in ts.items() if t in forms}
    legitimate = {t for forms in traditional.values() for t in forms} | set(tables["TWVariants"])
    shared = kept | {s for s in traditional if s in legitimate or s in variants}
    targets = {t for s, forms in traditional.items() for t in forms if t != s}
    targets |= set(simplified) | set(_FOLD)
    fold = _fold(simplified, st)
    rows = " ".join(s + "".join(forms) for s, forms in sorted(traditional.items()))
    text = ["#scripts 1", _pairs(simplified), rows]
    text += ["".join(sorted(shared)), "".join(sorted(targets)), _pairs(fold)]
    return _lines(text), [package_source(_PACKAGE, "Apache-2.0 (OpenCC 1.1.6 data)", paths)]


if __name__ == "__main__":
    main("scripts", {"scripts.z": build})
