"""Finds channels by name and chains them; knows no mechanism."""

from __future__ import annotations

import random
from difflib import get_close_matches
from functools import cache

from textfix.channels import mojibake, mojibakenames
from textfix.channels.damaged import Channel, Outcome, Parameter, Span
from textfix.channels.registry import channels
from textfix.errors import InputError


@cache
def _table() -> dict[str, Channel]:
    wrong_decoders = {name: mojibake.channel(name) for name in mojibakenames.listed()}
    return {channel.name: channel for channel in channels()} | wrong_decoders


def names() -> tuple[str, ...]:
    """Return the names of all listed channels: the registry in its order, then wrong decoders.

    Not all there are: any `mojibake:encoding>reader[>...][:habit]` of known parts is a channel.

    >>> "gloss-page" in names()
    True
    """
    return tuple(_table())


def get(name: str) -> Channel:
    """Return a channel by name; not for guessing what damaged a text.

    Raises InputError for an unknown name: says the nearest good one, or which part is wrong.

    >>> get("mojibake:gbk>cp1254:nbsp").lossless
    False
    """
    if not isinstance(name, str):
        raise InputError(f"a channel is called by its name, a str, not {type(name).__name__}")
    channel = _table().get(name)
    if channel is not None:
        return channel
    near = get_close_matches(name, _table(), n=1, cutoff=0.0)[0]
    if name.startswith(mojibake.PREFIX):
        try:
            return mojibake.channel(name)
        except InputError as error:
            raise InputError(f"{error}; the nearest listed name is {near!r}") from None
    raise InputError(f"no channel is called {name!r}; the nearest name is {near!r}")


def compose(*steps: str) -> Channel:
    """Return a channel that sends a text through several channels, the first one first.

    Do not use it for one page with several kinds of glosses: those are variants of one program.
    `expected` is what remains to be had when the last step is undone as well as it can be, and
    then those before; `spans` are those of the last step. Raises InputError.

    >>> compose("half-width", "mojibake:utf-8>latin-1").damage("é", 1).expected
    'é'
    """
    if not steps:
        raise InputError("compose() needs at least one channel name")
    chained = [get(step) for step in steps]
    return Channel(
        name="+".join(steps),
        summary=" Then: ".join(channel.summary for channel in chained),
        lossless=all(channel.lossless for channel in chained),
        mechanism="catalog:chain",
        arguments=steps,
    )


def chain(text: str, rng: random.Random, *steps: str) -> Outcome:
    """Run the steps of a composed channel; each has its own seed drawn from the chain's."""
    expected = text
    spans: tuple[Span, ...] = ()
    parameters: list[tuple[str, Parameter]] = []
    current = text
    for step in steps:
        channel, seed = get(step), rng.getrandbits(32)
        damaged = channel.damage(current, seed)
        if damaged.expected != current or expected != current:
            # What this step keeps, it keeps of the best text that was still to be had.
            expected = channel.damage(expected, seed).expected
        current, spans = damaged.text, damaged.spans
        parameters += [(f"{step}.{name}", value) for name, value in damaged.parameters]
    return Outcome(current, expected, spans, tuple(parameters))
