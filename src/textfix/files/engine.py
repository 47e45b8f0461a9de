"""What is done to texts: cleaning under a profile, or conversion; one picklable value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from textfix.errors import InputError
from textfix.model import Edit, Finding, Plan, Step
from textfix.profiles import Profile

Trace = tuple[Step, ...]

_NOT_TEXT: Final = ("idna", "punycode", "undefined")
"""Codecs of Python for text that is no file's."""


@dataclass(frozen=True, slots=True)
class Engine:
    """Cleans texts under `profile`, or converts them if `config` names an OpenCC configuration.

    Not for bytes. `account` asks for single edits of a conversion, which cost time.

    >>> Engine(config="s2t")(["汉字"])[0][-1].after
    '漢字'

    Raises InputError for an unknown configuration.
    """

    profile: Profile = field(default_factory=Profile)
    config: str | None = None
    mode: str = "opencc"
    account: bool = True

    def __call__(self, texts: Sequence[str]) -> list[Trace]:
        """Return the steps for each text; none where nothing is to be done."""
        if self.config is None:
            from textfix.run import run

            return run(texts, self.profile)
        return self._converted(texts, self.config)

    def check(self) -> None:
        """Raise InputError now if the configuration does not exist."""
        if self.config is not None:
            self(["字"])

    def _converted(self, texts: Sequence[str], config: str) -> list[Trace]:
        from textfix.conversion import convert_many

        results = convert_many(texts, config, mode=self.mode) if texts else []
        return [
            () if text == new else (self._step(text, new, config),)
            for text, new in zip(texts, results, strict=True)
        ]

    def _step(self, text: str, new: str, config: str) -> Step:
        from textfix import alignment

        rule = f"conversion.{config}"
        edits: tuple[Edit, ...] = (Edit(0, len(text), new),)
        applied: tuple[Finding, ...] = (Finding(rule, 0, len(text), edits),)
        if self.account:
            from textfix.conversion import matches

            found = matches(text, config, mode=self.mode)
            single = tuple(Edit(r.start, r.end, r.new) for r in found)
            # The text of `convert` is the one promised; `matches` only says how it came about.
            if alignment.apply(text, single) == new:
                edits = single
                applied = tuple(
                    Finding(rule, r.start, r.end, (e,), confidence=r.confidence, detail=r.why)
                    for r, e in zip(found, single, strict=True)
                )
        return Step("conversion", text, new, Plan(edits, applied))


def encoder(name: str) -> tuple[bytes, str]:
    """Return the mark that a file in this encoding begins with, and the codec of what follows.

    Not for "keep": that is the encoding of the source.

    >>> encoder("utf-16")[1], encoder("gbk")
    ('utf-16-le', (b'', 'gbk'))

    Raises InputError for a name that is no text encoding.
    """
    import codecs

    import textfix.codecs

    textfix.codecs.register()
    marked = {
        "utf-16": (codecs.BOM_UTF16_LE, "utf-16-le"),
        "utf-32": (codecs.BOM_UTF32_LE, "utf-32-le"),
        "utf-8-sig": (codecs.BOM_UTF8, "utf-8"),
    }
    try:
        found = codecs.lookup(name)
        "".encode(name)
    except (LookupError, ValueError):
        found = None
    if found is None or found.name in _NOT_TEXT:
        raise InputError(f"there is no text encoding {name!r}")
    return marked.get(found.name, (b"", name))
