"""The functions that callers see: `detect`, `decode`, and `Detector` for streams."""

from collections.abc import Iterable

from textfix.detection import report
from textfix.detection.batch import rankings
from textfix.detection.contest import readings
from textfix.detection.engine import Analysis
from textfix.detection.front import front
from textfix.detection.naming import strict
from textfix.detection.pieces import Builder
from textfix.detection.quick import Quick, certain, plain, proven, settle, told_by
from textfix.detection.result import Decoded, Detection
from textfix.detection.shares import ranked
from textfix.detection.spoken import languages_of
from textfix.detection.together import clear_groups, together
from textfix.detection.utf8 import Reading, proves

_PIECE = 1 << 22
# Fewer strings than this are faster one by one; more than a block are taken in several.
_BATCH, _BLOCK = 16, 2048


def _analysis(
    data: bytes, declared: str | None, keep: bool, given: list[Reading] | None = None
) -> Analysis:
    analysis = Analysis((declared or "").strip().lower(), keep, given=given or [])
    if len(data) <= _PIECE:
        analysis.feed(data)
    else:
        for start in range(0, len(data), _PIECE):
            analysis.feed(data[start : start + _PIECE])
    analysis.finish()
    return analysis


def detect(data: bytes, *, declared: str | None = None) -> Detection:
    """Tell the encoding of bytes, how sure that is, and what else is known of them.

    Not for text. Never raises for any bytes.
    `declared` is what a header or a caller claims; it weighs in, but bytes decide.

    >>> detect("编码检测".encode("gb18030")).encoding
    'gb18030'

    All bytes are looked at; 1 MB of GB18030 takes a few milliseconds.
    """
    quick, given = (None, None) if declared else _quick(data)
    if quick is not None:
        return quick.detection
    return report.detection(_analysis(data, declared, False, given))


def _quick(data: bytes) -> tuple[Quick | None, list[Reading] | None]:
    """The short way: its answer, or the readings that the long way can go on with."""
    if not plain(data):
        return None, None
    quick = certain(data)
    if quick is not None or data.isascii():
        return quick, None
    found = readings(data, wide=len(data) >= 4)
    return (None if found[0].skip else settle(data, ranked(found))), found


def detect_many(sources: Iterable[bytes]) -> list[Detection]:
    """Detect each of many short byte strings on its own.

    Not for pieces of one file: join them, or use `Detector`.

    >>> [d.encoding for d in detect_many([b"abc", "中文".encode()])]
    ['ascii', 'utf-8']
    """
    data = list(sources)
    quick = _many(data)
    return [q.detection if q else detect(d) for q, d in zip(quick, data, strict=True)]


def decode_many(sources: Iterable[bytes]) -> list[Decoded]:
    """Decode each of many short byte strings on its own.

    Not for pieces of one file: join them. The answers are those of `decode`, one by one.

    >>> [d.text for d in decode_many([b"abc", "中文".encode("gbk")])]
    ['abc', '中文']
    """
    data = list(sources)
    quick = _many(data)
    return [_decoded(d, q) if q else decode(d) for q, d in zip(quick, data, strict=True)]


def _many(sources: list[bytes]) -> list[Quick | None]:
    """Quick answers where there are any: one contest for each block of strings."""
    out: list[Quick | None] = [None] * len(sources)
    rows: list[int] = []
    utf8: list[int] = []
    if len(sources) < _BATCH:
        return out
    for row, (data, fine, ascii_, proving) in enumerate(zip(sources, *front(sources), strict=True)):
        if not fine and not plain(data):
            continue
        if ascii_:
            out[row] = certain(data)
        else:
            (utf8 if proving and proves(data) else rows).append(row)
    if len(rows) + len(utf8) < _BATCH:
        return out
    texts = [sources[row].decode("utf-8") for row in utf8]
    languages = languages_of([told_by(text) for text in texts])
    for row, text, language in zip(utf8, texts, languages, strict=True):
        out[row] = proven(sources[row], text, language)
    for start in range(0, len(rows), _BLOCK):
        block = rows[start : start + _BLOCK]
        for row, quick in zip(block, _settled([sources[row] for row in block]), strict=True):
            out[row] = quick
    return out


def _settled(sources: list[bytes]) -> list[Quick | None]:
    """Answers of one contest over a block; those without a rival are read together."""
    ranked_ = rankings(sources)
    out: list[Quick | None] = [None] * len(sources)
    for (encoding, language), rows in clear_groups(sources, ranked_).items():
        found = together([sources[row] for row in rows], encoding, language)
        for row, quick in zip(rows, found, strict=True):
            out[row] = quick
    for row, ranking in enumerate(ranked_):
        if out[row] is None and ranking is not None:
            out[row] = settle(sources[row], ranking)
    return out


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """Turn bytes into text: never raises, never drops a byte.

    Not for streams larger than memory.
    Bytes that are no character become U+FFFD, one for each wrong sequence; `raws` has them.

    >>> decode("编码检测，".encode("gbk") + b"\\xff").text
    '编码检测，\\ufffd'
    """
    quick, given = (None, None) if declared else _quick(data)
    if quick is not None:
        return _decoded(data, quick)
    return _whole(data, _analysis(data, declared, True, given))


def _decoded(data: bytes, quick: Quick) -> Decoded:
    """From a quick answer to text."""
    builder = Builder(quick.detection.encoding or "ascii")
    builder.add(data, quick.encoding, quick.text)
    return Decoded(
        builder.text(), builder.codec, b"", tuple(builder.raws), detection=quick.detection
    )


def _whole(data: bytes, analysis: Analysis) -> Decoded:
    """From a finished analysis to text."""
    found = report.detection(analysis)
    shape = analysis.shape
    bom = shape.bom if shape else b""
    if found.encoding is None:
        raws = ((0, 0, data),) if data else ()
        return Decoded("", None, b"", raws, found.reason, found)
    codec = report.body_codec(analysis)
    builder = Builder(codec)
    scanned = not (shape and shape.encoding) and (not analysis.ascii or codec == "ascii")
    if not scanned:
        builder.add(data[len(bom) :], codec, strict(data[len(bom) :], codec))
    elif analysis.scan.texts:
        moved = {run.start: run.encoding for run in analysis.runs()}
        for start, end, name, text, known in analysis.scan.texts:
            settled = moved.get(start, name) or "ascii"
            piece = data[start:end]
            if name and settled != name:
                text, known = strict(piece, settled), ""
            builder.add(piece, settled, text, analysis.scan.skip if start == 0 else 0, known)
    return Decoded(builder.text(), codec, bom, tuple(builder.raws), "", found)


class Detector:
    """Detects a stream in constant memory; the answer is that of `detect` on all of it.

    Not for several files: make one for each.

    >>> detector = Detector()
    >>> for piece in (b"plain ", "编码检测".encode("gbk")):
    ...     detector.feed(piece)
    >>> detector.close().encoding
    'gb18030'
    """

    def __init__(self, declared: str | None = None) -> None:
        """Start with nothing read; `declared` as in `detect`."""
        self._declared = (declared or "").strip().lower()
        self._analysis = Analysis(self._declared)
        self._result: Detection | None = None

    def feed(self, data: bytes) -> None:
        """Take the next bytes, in pieces of any size."""
        self._analysis.feed(data)

    def close(self) -> Detection:
        """Return the answer for all bytes fed; further calls return it again."""
        if self._result is None:
            self._analysis.finish()
            self._result = report.detection(self._analysis)
        return self._result
