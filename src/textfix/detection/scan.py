"""Reads data chunk by chunk and says which bytes are in which encoding.

The same fold serves whole files and streams: chunks end where no character can be cut, so the
answer does not depend on how the data arrived.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from textfix.detection import contest
from textfix.detection.doubles import DOUBLE_NAMES
from textfix.detection.lines import Run, best_runs
from textfix.detection.looks import LINES_READ, fits_nothing, looks_right
from textfix.detection.naming import FILLER, TRIES, narrow, narrow_damaged, read, read_by, reader_of
from textfix.detection.parse import wrong_places
from textfix.detection.sample import sample
from textfix.detection.tables import ASCII
from textfix.detection.utf8 import Reading

# Evidence (eighths of a nat) that makes a reading the leader; a leader's bonus in a contest.
_STRONG, _LEADER = 96, 64
_UNSURE_KEPT = 500
# Positions of bad bytes that are listed; all are counted.
LISTED = 100
_ASCII_BYTES = bytes(range(128))


# A run, its strict text or None, and a codec known to read it so.
_Piece = tuple[Run, str | None, str]


class Proven(NamedTuple):
    """A chunk of UTF-8: its text ("" where nobody keeps it), bytes used, number of characters."""

    text: str
    used: int
    characters: int


class Kept(NamedTuple):
    """Bytes `start` to `end`: their encoding, strict text or None, a codec known to read it so."""

    start: int
    end: int
    encoding: str
    text: str | None
    known: str


@dataclass(slots=True)
class Scan:
    """The fold: feed it chunks in order, then read `settled`, `main` and `evidence`.

    Not for data with a byte order mark of UTF-16, nor for escape encodings.
    `first` holds readings of the first chunk, if the caller has them already; with `keep`, `texts`
    gets the text of every piece of `runs`.

    >>> scan = Scan({}); scan.feed("中文编码检测".encode("gbk"))
    >>> scan.main()
    'gb18030'
    """

    priors: dict[str, int]
    keep: bool = False
    first: list[Reading] | None = None
    runs: list[Run] = field(default_factory=list)
    texts: list[Kept] = field(default_factory=list)
    leader: str = ""
    language: str = ""
    evidence: dict[str, int] = field(default_factory=dict)
    skip: int = 0
    length: int = 0
    high: dict[str, int] = field(default_factory=dict)
    tries: dict[str, int] = field(default_factory=dict)
    unsure: list[tuple[int, dict[str, int]]] = field(default_factory=list)
    mean: float = 0.0
    bad: list[int] = field(default_factory=list)
    bad_count: int = 0

    def feed(self, data: bytes, utf8: Proven | None = None) -> None:
        """Take the next chunk; `utf8` is what is known of it if it is UTF-8."""
        if data.isascii():
            self._keep(Run(0, len(data), ""), data, data.decode("ascii") if self.keep else "")
        elif utf8 is not None:
            self._proven(data, utf8)
        else:
            for run, text, known in self._runs(data):
                self._keep(run, data[run.start : run.end], text, known)
        self.length += len(data)

    def _proven(self, data: bytes, found: Proven) -> None:
        """Keep a chunk of UTF-8, whose end may be no whole character."""
        self.leader = "utf-8"
        used, wide = found.used, found.used - found.characters
        self._keep(Run(0, used, "utf-8"), data[:used], found.text, "utf-8", wide)
        if used < len(data):
            self._keep(Run(used, len(data), "utf-8"), data[used:], None)

    def _keep(
        self, run: Run, piece: bytes, text: str | None, known: str = "", wide: int = -1
    ) -> None:
        name = run.encoding
        start, end = self.length + run.start, self.length + run.end
        if name:
            # Counting ASCII by deleting it is the fastest way that bytes offer.
            if wide < 0 and text is not None and name in DOUBLE_NAMES:
                wide = 2 * (len(piece) - len(text))
            number = wide if wide >= 0 else len(piece.translate(None, _ASCII_BYTES))
            self.high[name] = self.high.get(name, 0) + number
        if text is None:
            self._complain(piece, name, start)
            if name == "cp949" and FILLER in piece:
                self.tries[name] = 1
        elif len(TRIES.get(name, ())) > 1:
            self.tries[name] = narrow(name, piece, text, known, self.tries.get(name, 0))
        if self.keep:
            self.texts.append(Kept(start, end, name, text, known))
        last = self.runs[-1] if self.runs else None
        if last is not None and last.encoding == name:
            self.runs[-1] = last._replace(end=end)
        else:
            self.runs.append(Run(start, end, name))

    def _complain(self, piece: bytes, encoding: str, offset: int) -> None:
        """Note the positions of wrong bytes; the name comes from what is healthy."""
        skip = self.skip if offset == 0 else 0
        reader = reader_of(encoding)
        if reader is None:
            return
        wrong = wrong_places(reader, piece[skip:])
        if len(TRIES.get(encoding, ())) > 1:
            index = self.tries.get(encoding, 0)
            self.tries[encoding] = narrow_damaged(encoding, piece[skip:], wrong, index)
        places = [*range(skip), *(start + skip for start, _ in wrong)]
        self.bad += [offset + place for place in places[: LISTED - len(self.bad)]]
        self.bad_count += len(places)

    def _runs(self, data: bytes) -> list[_Piece]:
        if self.leader:
            text, known = self._read(data, self.leader)
            if text is not None and looks_right(data, text, self.leader, self.language):
                return [(Run(0, len(data), self.leader), text, known)]
            if text is None and len(data) > LINES_READ:
                for short in (1, 2, 3):
                    # The data may end inside a character.
                    text = read(data[:-short], self.leader)
                    if text and looks_right(data[:-short], text, self.leader, self.language):
                        end = len(data) - short
                        tail = Run(end, len(data), self.leader)
                        return [(Run(0, end, self.leader), text, ""), (tail, None, "")]
        found, self.first = self.first, None
        piece = b""
        if found is None:
            found = contest.readings(piece := sample(data), self._bonus())
        best = self._arbitrated(found[0], data)
        margin = found[1].cost - best.cost if len(found) > 1 else 10_000
        skip = best.skip if not self.length else 0
        text, known = self._read(data[skip:], best.encoding)
        fine = text is not None and looks_right(data, text, best.encoding, best.language)
        self._learn(found)
        self._weigh(piece or sample(data), found[0].cost)
        met = [best.encoding, *([self.leader] if self.leader else [])]
        self._lead(best, margin)
        if not fine and data.count(b"\n") + data.count(b"\r") > 1:
            runs = best_runs(data, met)
            return [(run, *read_by(data[run.start : run.end], run.encoding)) for run in runs]
        if not self.length:
            self.skip = skip
        if margin < _STRONG and len(self.unsure) < _UNSURE_KEPT:
            costs = {r.encoding: r.cost - best.cost for r in found[:8]}
            self.unsure.append((self.length, costs))
        return [(Run(0, len(data), best.encoding), None if skip else text, known)]

    def _read(self, data: bytes, encoding: str) -> tuple[str | None, str]:
        return read_by(data, encoding, self.tries.get(encoding, 0))

    def _arbitrated(self, best: Reading, data: bytes) -> Reading:
        """The best reading, or charset-normalizer's where none of ours is a language."""
        if best.encoding in DOUBLE_NAMES or best.encoding == "utf-8" or self.leader:
            return best
        if not fits_nothing(data, best.cost):
            return best
        from textfix.detection.fallback import other_opinion

        name = other_opinion(data)
        return Reading(name, "", best.cost) if name else best

    def _bonus(self) -> dict[str, int]:
        bonus = dict(self.priors)
        if self.leader:
            bonus[self.leader] = bonus.get(self.leader, 0) + _LEADER
        return bonus

    def _learn(self, found: list[Reading]) -> None:
        """Add up the costs; an encoding that is no reading here costs as much as the worst."""
        costs = {r.encoding: r.cost for r in found}
        worst = max(costs.values())
        old = self.evidence
        before = max(old.values(), default=0)
        # The order of names is the order among equals later on: no set, whose order is chance.
        names = {**costs, **old}
        self.evidence = {n: old.get(n, before) + costs.get(n, worst) for n in names}

    def _weigh(self, piece: bytes, cost: int) -> None:
        """Note the mean cost of a byte from 0x80, where these are most of the first contest."""
        high = len(piece.translate(None, _ASCII_BYTES))
        if self.mean == 0 and high * 2 > len(piece):
            self.mean = max(1.0, (cost - ASCII * (len(piece) - high)) / high)

    def _lead(self, best: Reading, margin: int) -> None:
        if margin >= _STRONG or not self.leader:
            self.leader, self.language = best.encoding, best.language

    def main(self) -> str:
        """Return the encoding that most bytes from 0x80 are in, or "" if all is ASCII."""
        return max(self.high, key=lambda name: self.high[name]) if self.high else ""

    def settled(self) -> list[Run]:
        """Return the runs, unsure chunks given to the main encoding where that fits as well."""
        main = self.main()
        moved = {start for start, costs in self.unsure if costs.get(main, 999) <= _LEADER}
        runs: list[Run] = []
        for run in self.runs:
            name = main if run.start in moved else run.encoding
            if runs and name in ("", runs[-1].encoding):
                runs[-1] = runs[-1]._replace(end=run.end)
            elif len(runs) == 1 and runs[0].encoding == "":
                runs[0] = Run(0, run.end, name)
            else:
                runs.append(Run(run.start, run.end, name))
        return runs
