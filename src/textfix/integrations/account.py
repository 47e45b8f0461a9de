"""The account of a run as a value: frozen, hashable, picklable, added up in any order.

Law: `+` is associative and commutative, so shards, retries and machines merge to one report,
which `textfix report` reads. Built of the same tallies as the command line's reports.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any, Final, Self

from textfix.errors import InputError
from textfix.files import tally

if TYPE_CHECKING:
    from textfix.document import Document

KEPT: Final = 4000
"""Distinct (rule, before, after) kept: those with the smallest digests, each with its true count.

Which ones are kept does not depend on the order of merging, as the most frequent would.
"""


def _canonical(total: tally.Tally) -> str:
    return json.dumps(_bounded(total), ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def _bounded(total: tally.Tally) -> tally.Tally:
    if len(total["pairs"]) > KEPT:
        keys = sorted(total["pairs"], key=_digest)[:KEPT]
        total["pairs"] = {key: total["pairs"][key] for key in keys}
    return total


def _digest(text: str) -> str:
    data = text.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=8).hexdigest()


_NOTHING: Final = _canonical(tally.empty())


@dataclass(frozen=True, slots=True)
class Account:
    """What was done to some texts: counters by rule, encodings, samples, problems.

    Not for single edits: see `textfix.inspect`. `data` is its JSON, as `textfix report` reads it.

    >>> a = Account.of("經(jīng)開區(qū)召開黨工委會(huì)議")
    >>> both = a + Account.of("plain")
    >>> both.texts, both.changed, both.rules
    (2, 1, {'insertion.gloss': 3})
    >>> Account.merged([both, Account()]) == both
    True
    """

    data: str = _NOTHING

    @classmethod
    def of(cls, source: str | bytes, *, name: str = "", profile: Any = "repair") -> Self:
        """Return the account of cleaning one source.

        Not where the clean text is wanted too: see `Columns` and `BytesDecoder`.
        """
        from textfix.api import inspect

        ledger = Ledger()
        ledger.see(inspect(source, profile), name)
        return cls(ledger.json())

    @classmethod
    def parse(cls, data: str | bytes) -> Self:
        """Return the account that a JSON report holds; InputError if it is none.

        >>> Account.parse(Account().data) == Account()
        True
        """
        try:
            total = json.loads(data)
        except ValueError:
            total = None
        if not isinstance(total, dict) or total.get("kind") != "tally" or total.get("textfix") != 1:
            raise InputError("this is not a JSON report of textfix")
        return cls(_canonical(total))

    @classmethod
    def merged(cls, accounts: Iterable[Account | str | None]) -> Self:
        """Return the sum of accounts, or of their JSON; None adds nothing."""
        known = (a if isinstance(a, Account) else cls.parse(a) for a in accounts if a is not None)
        return cls(_canonical(reduce(_add, known, tally.empty())))

    def __add__(self, other: Account) -> Account:
        """Return the account of both runs."""
        return Account.merged((self, other))

    @property
    def total(self) -> tally.Tally:
        """All numbers and samples, as plain values of one's own."""
        return dict(json.loads(self.data))

    @property
    def texts(self) -> int:
        """How many texts there were, nulls left out."""
        return sum(n for status, n in self.total["files"].items() if status != "null")

    @property
    def changed(self) -> int:
        """How many texts were changed."""
        return int(self.total["files"].get("changed", 0))

    @property
    def rules(self) -> dict[str, int]:
        """How many findings of each rule were applied, rules that only told left out."""
        return {rule: n[0] for rule, n in self.total["rules"].items() if n[0]}

    @property
    def encodings(self) -> dict[str, int]:
        """How many byte strings were in each encoding."""
        return {name: n[0] for name, n in self.total["encodings"].items()}

    @property
    def problems(self) -> tuple[tuple[str, str, str], ...]:
        """What could not be read as text, or not cleaned: (name, status, reason)."""
        return tuple((name, status, why) for name, status, why in self.total["problems"])

    def save(self, path: str) -> None:
        """Write a report, .json or .html, in one step; InputError for another name."""
        from textfix.cli.account import write_report

        if not path.endswith((".json", ".html", ".htm")):
            raise InputError(f"a report is .html or .json, not {path}")
        write_report(self.total, path)


def _add(total: tally.Tally, account: Account) -> tally.Tally:
    return _bounded(tally.add(total, account.total))


class Ledger:
    """Adds up documents while they are cleaned; what it has is an account's JSON.

    Not for sharing between processes: add accounts.

    >>> ledger = Ledger(); ledger.same(3, 12); Account(ledger.json()).texts
    3
    """

    def __init__(self, seed: int = 0) -> None:
        """Begin with nothing; `seed` chooses the samples."""
        self._seed = seed
        self._total = tally.empty()

    def null(self, number: int = 1) -> None:
        """Count missing values."""
        if number:
            self._count("null", number)

    def same(self, number: int, characters: int, empty: int = 0) -> None:
        """Count texts that nothing woke, `empty` ones among them."""
        if not number:
            return
        total = self._total
        self._count("same", number)
        total["characters"] += characters
        counts = total["folders"].setdefault("", [0, 0, 0, 0, 0])
        counts[0] += number
        counts[4] += characters
        if number > empty:
            total["damage"]["0"] = total["damage"].get("0", 0) + number - empty

    def see(self, document: Document, name: str = "", problem: str = "") -> None:
        """Count one document; without a name its digest stands for it."""
        decoding = document.decoding
        if not (document.steps or decoding or problem):
            self.same(1, len(document.decoded), int(not document.decoded))
            return
        source = document.source
        counter = tally.Counter(name or _named(source), self._seed, full=True)
        status, reason = "changed" if document.text != document.decoded else "same", problem
        if decoding is not None:
            size = len(source) if isinstance(source, bytes) else 0
            found = decoding.detection
            counter.bytes, counter.encoding = size, decoding.encoding or ""
            counter.bad = found.bad_count if found else len(decoding.raws)
            if decoding.binary:
                status, reason = "binary", problem or decoding.binary
        counter.see(document)
        tally.add(self._total, counter.tally("failed" if problem else status, reason))
        if len(self._total["pairs"]) > 2 * KEPT:
            _bounded(self._total)

    def json(self) -> str:
        """Return what was counted so far."""
        return _canonical(self._total)

    def _count(self, status: str, number: int) -> None:
        files = self._total["files"]
        files[status] = files.get(status, 0) + number


def _named(source: str | bytes) -> str:
    data = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
    return hashlib.blake2b(data, digest_size=8).hexdigest()
