"""What a channel is and what it returns: frozen values, pure functions of a text and a seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import cast

Parameter = str | int | float | bool
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Damaged:
    """A text that went through a channel, with all that is needed to judge its repair.

    Not a finding: it says what was done to a text, never what is suspected of one.

    >>> from textfix.channels import get
    >>> get("html-entities:hex").damage("中文", 3).expected
    '中文'

    `spans` are (start, end) code point offsets in `text`, in order and disjoint, where the
    mechanism knows them; an empty span says that something is missing there. `expected` is what
    a perfect repair returns, which is not always `source`: what a channel keeps (a traditional
    base, folded punctuation, `?` for what the encoding cannot hold) is not asked back.
    """

    text: str
    source: str
    channel: str
    seed: int
    parameters: tuple[tuple[str, Parameter], ...]
    expected: str
    spans: tuple[Span, ...] = ()

    def parameter(self, name: str) -> Parameter | None:
        """Return one parameter by name, or None; not for loops over all of them."""
        return dict(self.parameters).get(name)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the mechanism of a channel returns; `Channel.damage` adds where it came from."""

    text: str
    expected: str
    spans: tuple[Span, ...] = ()
    parameters: tuple[tuple[str, Parameter], ...] = ()


Mechanism = Callable[..., Outcome]


@dataclass(frozen=True, slots=True)
class Channel:
    """One kind of damage as a forward model, by name; carries its settings only.

    Do not build one by hand: `textfix.channels.get` and `compose` do.

    >>> from textfix.channels import get
    >>> get("gloss-page").damage("表扬先进", 1) == get("gloss-page").damage("表扬先进", 1)
    True

    `lossless` says that the exact inverse exists from the damaged text alone, wherever the
    channel acted. `steps` are the names in a composed channel, in the order they act.
    """

    name: str
    summary: str
    lossless: bool
    mechanism: str
    arguments: tuple[str, ...] = ()

    def damage(self, text: str, seed: int = 0) -> Damaged:
        """Send a text through the channel; the same text and seed give the same result.

        Not for undoing: a channel only runs forward. Never raises on a str.

        >>> from textfix.channels import get
        >>> get("mojibake:utf-8>latin-1").damage("é").text
        'Ã©'
        """
        rng = random.Random(f"{self.name}\0{seed}")
        module, _, function = self.mechanism.partition(":")
        mechanism = cast(Mechanism, getattr(import_module(f"textfix.channels.{module}"), function))
        outcome = mechanism(text, rng, *self.arguments)
        return Damaged(
            text=outcome.text,
            source=text,
            channel=self.name,
            seed=seed,
            parameters=outcome.parameters,
            expected=outcome.expected,
            spans=outcome.spans,
        )


def joined(pieces: Iterable[tuple[str, bool]]) -> tuple[str, tuple[Span, ...]]:
    """Join (text, damaged) pieces and return the text with the spans of the damaged runs.

    An empty damaged piece marks a place where something is missing.

    >>> joined([("a", False), ("b", True), ("c", True), ("", False), ("", True)])
    ('abc', ((1, 3), (3, 3)))
    """
    texts: list[str] = []
    spans: list[Span] = []
    position = 0
    open_run = False
    for piece, damaged in pieces:
        end = position + len(piece)
        if damaged and open_run:
            spans[-1] = (spans[-1][0], end)
        elif damaged:
            spans.append((position, end))
        open_run = damaged
        texts.append(piece)
        position = end
    return "".join(texts), tuple(spans)
