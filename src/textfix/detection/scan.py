"""Reads data chunk by chunk and says which bytes are in which encoding.

The same fold serves whole files and streams: chunks end where no character can be cut, so the
answer does not depend on how the data arrived.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from textfix.codecs import walk
from textfix.detection import contest
from textfix.detection.lines import Run, best_runs
from textfix.detection.naming import FILLER, TRIES, narrow, read, read_by, reader_of, strict
from textfix.detection.sample import sample
from textfix.detection.tables import ASCII

CHUNK = 131_072
# Without a sign that no character holds, a chunk grows to this and is cut anywhere.
_LONGEST = 8 * CHUNK
_SOFT = re.compile(rb"[\x00-\x2f]")
_NEWLINE = re.compile(rb"\n")
# Evidence (eighths of a nat) that makes a reading the leader; a leader's bonus in a contest.
_STRONG, _LEADER = 96, 64
# Mean unigram cost of a window above which a reading looks wrong there, and the window.
_WRONG_MEAN, _WINDOW = 77, 32
# Short data are looked at line by line: mean cost of a line that looks wrong, longest such text.
_WRONG_LINE, _LINES_READ = 66, 2000
_UNSURE_KEPT = 500
# Positions of bad bytes that are listed; all are counted.
LISTED = 100
_ASCII_BYTES = bytes(range(128))


def chunks(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of chunks; the last one may be short.

    Not for UTF-16 and UTF-32.

    >>> list(chunks(b"abc"))
    [(0, 3)]
    """
    start = 0
    while len(data) - start > CHUNK:
        end = cut(data, start)
        if end == 0:
            break
        yield start, end
        start = end
    yield start, len(data)


def cut(data: bytes, start: int) -> int:
    """Return where the chunk from `start` ends, or 0 if more data is needed to tell.

    Not for the last chunk.

    >>> cut(b"a" * CHUNK + b"\\nb", 0) == CHUNK + 1
    True
    """
    soft = _NEWLINE.search(data, start + CHUNK, start + 2 * CHUNK)
    if soft is None and len(data) >= start + 2 * CHUNK:
        soft = _SOFT.search(data, start + CHUNK, start + _LONGEST)
    if soft is not None:
        return soft.end()
    end = start + _LONGEST
    if len(data) < end + 4:
        return 0
    while 0x80 <= data[end] < 0xC0 and end > start + _LONGEST - 3:
        # Not inside a character of UTF-8, at least.
        end -= 1
    return end


# A run, its strict text or None, and a codec known to read it so.
_Piece = tuple[Run, str | None, str]


@dataclass(slots=True)
class Scan:
    """The fold: feed it chunks in order, then read `settled`, `main` and `evidence`.

    Not for data with a byte order mark of UTF-16, nor for escape encodings.
    `first` holds readings of the first chunk, if the caller has them already; with `keep`, `texts`
    gets the text of every piece of `runs` as (start, end, encoding, text or None).

    >>> scan = Scan({}); scan.feed("中文编码检测".encode("gbk"))
    >>> scan.main()
    'gb18030'
    """

    priors: dict[str, int]
    keep: bool = False
    first: list[contest.Reading] | None = None
    runs: list[Run] = field(default_factory=list)
    texts: list[tuple[int, int, str, str | None]] = field(default_factory=list)
    leader: str = ""
    language: str = ""
    evidence: dict[str, int] = field(default_factory=dict)
    skip: int = 0
    length: int = 0
    high: dict[str, int] = field(default_factory=dict)
    tries: dict[str, int] = field(default_factory=dict)
    unsure: list[tuple[int, dict[str, int]]] = field(default_factory=list)
    bad: list[int] = field(default_factory=list)
    bad_count: int = 0

    def feed(self, data: bytes, utf8: str | None = None, used: int = 0) -> None:
        """Take the next chunk; `utf8` is the text of its first `used` bytes if it is UTF-8."""
        if data.isascii():
            self._keep(Run(0, len(data), ""), data, data.decode("ascii") if self.keep else "")
        elif utf8 is not None:
            self._proven(data, utf8, used)
        else:
            for run, text, known in self._runs(data):
                self._keep(run, data[run.start : run.end], text, known)
        self.length += len(data)

    def _proven(self, data: bytes, text: str, used: int) -> None:
        """Keep a chunk of UTF-8, of which `used` bytes are whole characters."""
        self.leader = "utf-8"
        self._keep(Run(0, used, "utf-8"), data[:used], text, "utf-8", used - len(text))
        if used < len(data):
            self._keep(Run(used, len(data), "utf-8"), data[used:], None)

    def _keep(
        self, run: Run, piece: bytes, text: str | None, known: str = "", wide: int = -1
    ) -> None:
        name = run.encoding
        start, end = self.length + run.start, self.length + run.end
        if name:
            # Counting ASCII by deleting it is the fastest way that bytes offer.
            if wide < 0 and text is not None and name in contest.DOUBLE_NAMES:
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
            self.texts.append((start, end, name, text))
        last = self.runs[-1] if self.runs else None
        if last is not None and last.encoding == name:
            self.runs[-1] = last._replace(end=end)
        else:
            self.runs.append(Run(start, end, name))

    def _complain(self, piece: bytes, encoding: str, offset: int) -> None:
        """Note the positions of wrong bytes."""
        skip = self.skip if offset == 0 else 0
        reader = reader_of(encoding)
        if reader is None:
            return
        wrong = [*range(skip)]
        wrong += [a + skip for a, _, text in walk(reader, piece[skip:]) if text is None]
        self.bad += [offset + place for place in wrong[: LISTED - len(self.bad)]]
        self.bad_count += len(wrong)

    def _runs(self, data: bytes) -> list[_Piece]:
        if self.leader:
            text, known = read_by(data, self.leader)
            if text is not None and looks_right(data, text, self.leader, self.language):
                return [(Run(0, len(data), self.leader), text, known)]
            if text is None and len(data) > _LINES_READ:
                for short in (1, 2, 3):
                    # The data may end inside a character.
                    text = read(data[:-short], self.leader)
                    if text and looks_right(data[:-short], text, self.leader, self.language):
                        end = len(data) - short
                        tail = Run(end, len(data), self.leader)
                        return [(Run(0, end, self.leader), text, ""), (tail, None, "")]
        found, self.first = self.first, None
        if found is None:
            found = contest.readings(sample(data), self._bonus())
        best = found[0]
        margin = found[1].cost - best.cost if len(found) > 1 else 10_000
        skip = best.skip if not self.length else 0
        text, known = read_by(data[skip:], best.encoding)
        fine = text is not None and looks_right(data, text, best.encoding, best.language)
        self._learn(found)
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

    def _bonus(self) -> dict[str, int]:
        bonus = dict(self.priors)
        if self.leader:
            bonus[self.leader] = bonus.get(self.leader, 0) + _LEADER
        return bonus

    def _learn(self, found: list[contest.Reading]) -> None:
        """Add up the costs; an encoding that is no reading here costs as much as the worst."""
        costs = {r.encoding: r.cost for r in found}
        worst = max(costs.values())
        old = self.evidence
        before = max(old.values(), default=0)
        self.evidence = {n: old.get(n, before) + costs.get(n, worst) for n in {*costs, *old}}

    def _lead(self, best: contest.Reading, margin: int) -> None:
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


def looks_right(data: bytes, text: str, encoding: str, language: str) -> bool:
    """Tell whether `text`, the strict reading of all of `data`, reads well.

    Not a choice among encodings: it only finds reasons to look closer.

    >>> looks_right("中文".encode("gbk") * 40, "中文" * 40, "gb18030", "zh-hans")
    True
    """
    if encoding == "utf-8":
        return True
    if encoding in contest.DOUBLE_NAMES:
        from textfix.detection.cjk import screen

        if len(text) <= _LINES_READ:
            return _lines_right(text, language or "zh-hans")
        means = screen(text, language or "zh-hans", _WINDOW)
        return bool(means.max() <= _WRONG_MEAN)
    return not _has_utf8_line(data)


def _lines_right(text: str, language: str) -> bool:
    """Tell whether each line with some wide characters is probable by itself."""
    lines = text.split("\n")
    if len(lines) < 2:
        return True
    from textfix.detection.cjk import cost

    for line in lines:
        high = sum(ch >= "\x80" for ch in line)
        if high > 3 and cost(line, language) - ASCII * (len(line) - high) > _WRONG_LINE * high:
            return False
    return True


def _has_utf8_line(data: bytes) -> bool:
    """Tell whether some line is UTF-8: no single-byte text looks so by chance."""
    return any(
        not line.isascii() and strict(line, "utf-8") is not None for line in data.split(b"\n")
    )
