"""The gloss page generator: readings pushed into GBK bytes, blind to character boundaries.

See damage.md §1-§2; every step is a byte fact of real pages, what varies is a field of `Rules`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textfix.channels import gbkbytes, pagedata, pythonbytes
from textfix.channels.damaged import Outcome, joined

INDENT, INDENT_MEANT = "????", "\u3000\u3000"
TAG = "</div>"
# The order in which the programs cut: 。現 (A1A3 AC46) shows that ， comes before 。
CUTS = ("，", "！", "？", "。")

_HALF = {0xFF01 + i: 0x21 + i for i in range(94)}
_FOLDS: dict[str, dict[int, int]] = {"": {}, "forms": _HALF, "spaces": {**_HALF, 0x3000: 0x20}}


@dataclass(frozen=True, slots=True)
class Rules:
    """How one page was made; fixed for the page.

    Not a profile of textfix: these are the settings of the program that did the damage.

    >>> Rules(glossed=(("頁", "yè"),)).parens
    '()'

    `glossed`: (character, what stands in the parentheses) in the order of replacement.
    `convert`: "kept" (后 里 stay), "first" (also those), "" (the base stays simplified).
    `cuts`: punctuation at whose bytes the page is cut. `lone`: what a lead byte at the end of a
    piece becomes. `fold`: "" | "forms" | "spaces" (fullwidth to ASCII afterwards). `indent`:
    paragraphs begin with four characters outside GBK. `joined_lines`: a lead byte at a line end
    eats the line end. `markup`: each line ends in a tag whose `<` can be eaten. `overlapping`: a
    byte that belongs to a gloss already can be matched again (表?yè)P(yáng)) or not (當?shù)).
    `reader`: "" is that of most pages, where `?` eats the byte behind; else a codec of Python and
    what it shows for errors, "gbk replace" (see `pythonbytes`).
    """

    glossed: tuple[tuple[str, str], ...]
    parens: str = "()"
    convert: str = "kept"
    cuts: tuple[str, ...] = ()
    lone: str = "?"
    fold: str = ""
    indent: bool = False
    joined_lines: bool = False
    markup: bool = False
    overlapping: bool = True
    reader: str = ""


def base(text: str, convert: str) -> str:
    """Return the page as the generator's character table writes it; "" leaves it simplified.

    >>> base("关于表扬", "kept")
    '關于表揚'
    """
    return text.translate(pagedata.conversions(convert == "first")) if convert else text


def rows(rules: Rules) -> Iterator[tuple[bytes, bytes]]:
    """Yield the byte replacements of a page, in order; a character outside GBK has none.

    >>> list(rows(Rules(glossed=(("揚", "yáng"),))))
    [(b'\\x93P', b'(y\\xa8\\xa2ng)')]
    """
    left, right = rules.parens[0], rules.parens[1]
    for ch, reading in rules.glossed:
        pair = ch.encode("gbk", "replace")
        if len(pair) == 2:
            yield pair, f"{left}{reading}{right}".encode("gbk", "replace")


def run(text: str, rules: Rules) -> Outcome:
    """Make the page that the generator makes of a text.

    Not seeded: `Rules` says everything. For drawn rules use `textfix.channels.get`.

    >>> run("表扬", Rules(glossed=(("揚", "yáng"), ("頁", "yè")))).text
    '表?yè)P(yáng)'
    """
    lines = [_paragraph(line, rules) for line in base(text, rules.convert).split("\n")]
    page = gbkbytes.encode("\n".join(lines))
    expected = _expected(lines, rules)
    replace = gbkbytes.replace if rules.overlapping else gbkbytes.replace_once
    page = replace(page, list(rows(rules)))
    pieces = list(_decoded(page, rules))
    if rules.markup:
        pieces, expected = _without_tags(pieces, expected)
    result, spans = joined(pieces)
    fold = _FOLDS[rules.fold]
    return Outcome(result.translate(fold), "\n".join(expected), spans)


def _paragraph(line: str, rules: Rules) -> str:
    if rules.indent and line.strip():
        # The private-use stand-in has no place in GBK: encoding makes it the `?` of real pages.
        line = "\ue5e5" * len(INDENT) + line.lstrip("\u3000 ")
    return line + TAG if rules.markup else line


def _expected(lines: Sequence[str], rules: Rules) -> list[str]:
    fold = _FOLDS[rules.fold]
    kept = [line.encode("gbk", "replace").decode("gbk").translate(fold) for line in lines]
    if not rules.indent:
        return kept
    # What stood there is known only as an indent: two ideographic spaces are what it meant.
    return [
        INDENT_MEANT + line[len(INDENT) :] if source.startswith("\ue5e5" * len(INDENT)) else line
        for line, source in zip(kept, lines, strict=True)
    ]


def _decoded(page: gbkbytes.Page, rules: Rules) -> Iterator[tuple[str, bool]]:
    patterns = [cut.encode("gbk") for cut in rules.cuts]
    if not rules.joined_lines:
        patterns.insert(0, b"\n")
    for start, end in gbkbytes.cut(page.data, patterns):
        if rules.reader:
            codec, mode = rules.reader.split()
            yield from pythonbytes.decode(page, start, end, codec, pythonbytes.MARKS[mode])
        else:
            yield from gbkbytes.decode(page, start, end, rules.lone)


def _without_tags(
    pieces: list[tuple[str, bool]], expected: list[str]
) -> tuple[list[tuple[str, bool]], list[str]]:
    """Drop the tags that a reader never sees; one whose `<` was eaten stays in the text."""
    lines: list[list[tuple[str, bool]]] = [[]]
    for piece in pieces:
        if piece[0] == "\n":
            lines.append([])
        else:
            lines[-1].append(piece)
    shown: list[tuple[str, bool]] = []
    wanted: list[str] = []
    for number, (line, meant) in enumerate(zip(lines, expected, strict=True)):
        whole = "".join(ch for ch, _ in line).endswith(TAG)
        shown += [("\n", False)] if number else []
        shown += line[: -len(TAG)] if whole else line
        wanted.append(meant.removesuffix(TAG) if whole else meant)
    return shown, wanted
