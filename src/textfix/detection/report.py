"""From the end of a scan to a `Detection`: names, calibrated confidence, alternatives, script."""

from textfix.detection.candidates import meant
from textfix.detection.engine import Analysis
from textfix.detection.naming import TRIES, strict
from textfix.detection.result import Detection, LineEnds, Segment
from textfix.detection.shares import ALTERNATIVES, CEILING, WEIGHED, Shares, weights
from textfix.detection.utf8 import language_of

# Mean cost of a byte from 0x80 above which the winner is no text either, and what that is worth.
_NOTHING, _DOUBT = 42.0, 0.3
# How far lines of several encodings are believed.
_MIXED = 0.85
_SCRIPTS = {"zh-hans": "hans", "zh-hant": "hant"}


def line_ends(data: bytes) -> LineEnds:
    """Return the kind of line ends of ASCII-compatible bytes.

    Not for UTF-16: decode first.

    >>> line_ends(b"a\\r\\nb\\n")
    'mixed'
    """
    pairs = data.count(b"\r\n")
    feeds, returns = data.count(b"\n") - pairs, data.count(b"\r") - pairs
    return ends_of(pairs, feeds, returns)


def ends_of(pairs: int, feeds: int, returns: int) -> LineEnds:
    """Return the kind of line ends from their counts.

    Not for bytes: see `line_ends`.

    >>> ends_of(2, 0, 0)
    'crlf'
    """
    kinds: list[LineEnds] = []
    for number, kind in ((pairs, "crlf"), (feeds, "lf"), (returns, "cr")):
        if number:
            kinds.append(kind)  # type: ignore[arg-type]
    return "none" if not kinds else kinds[0] if len(kinds) == 1 else "mixed"


def script_of(language: str) -> str:
    """Return "hans" or "hant" for Chinese, else "".

    Not for text: see `textfix.identify`.

    >>> script_of("zh-hant")
    'hant'
    """
    return _SCRIPTS.get(language, "")


def codec_of(encoding: str, tries: dict[str, int]) -> str:
    """Return the codec name to answer for an internal encoding.

    Not for text: see `naming.narrow`.

    >>> codec_of("gb18030", {"gb18030": 1})
    'gb18030-web'
    """
    names = TRIES.get(encoding, (encoding,))
    return names[tries.get(encoding, 0)]


def body_codec(analysis: Analysis) -> str:
    """Return the codec that the bytes behind the byte order mark are written in.

    Not for binary data.

    >>> a = Analysis(); a.feed(b"\\xef\\xbb\\xbfx"); a.finish(); body_codec(a)
    'utf-8'
    """
    return codec_of(analysis.encoding, analysis.scan.tries) or "ascii"


def _declared_true(analysis: Analysis, codec: str) -> bool | None:
    """Whether the declared encoding reads the sample as the answer does."""
    if not analysis.declared:
        return None
    name = meant(analysis.declared)
    if not name:
        return False
    if name == analysis.encoding or (analysis.ascii and analysis.wide is None):
        return True
    head = analysis.head[: len(analysis.head) // 2 * 2]
    return strict(head, name) is not None and strict(head, name) == strict(head, codec)


def belief(
    head: bytes, main: str, text: str | None, tries: dict[str, int], order: Shares
) -> tuple[float, tuple[tuple[str, float], ...]]:
    """Return confidence and alternatives, encodings that read the head alike counted as one.

    Not for costs: `order` is what `weights` gives; `text` is how the main encoding reads `head`.

    >>> belief(b"a", "big5", "a", {}, [("big5", 0.6), ("cp1252", 0.3)])
    (0.8999999999999999, ())
    """
    own, others = 0.0, []
    for name, share in order[:WEIGHED]:
        if name == main:
            own += share
            continue
        codec = TRIES[name][tries.get(name, 0)] if name in TRIES else name
        # What is hardly believed need not be compared, and rounds to nothing.
        if share <= 1e-5:
            others.append((codec, 0.0))
        elif text is not None and strict(head, codec) == text:
            own += share
        else:
            others.append((codec, round(share, 4)))
    return min(CEILING, own), tuple(others[:ALTERNATIVES])


def doubted(found: float, mean: float) -> float:
    """Return the confidence, low where the best of all readings is no language either.

    Not for certain answers. `mean` is the cost of a byte from 0x80.

    >>> doubted(0.99, 60.0)
    0.3
    """
    return min(found, _DOUBT) if mean > _NOTHING else found


def _belief(analysis: Analysis) -> tuple[float, tuple[tuple[str, float], ...]]:
    if analysis.guise is not None:
        return analysis.guise.told()
    shape, evidence = analysis.shape, analysis.scan.evidence
    if (shape and shape.bom) or analysis.proven():
        return CEILING, ()
    # NULs prove UTF-16 and UTF-32; what a contest took for UTF-16 has readings.
    if (analysis.ascii and analysis.wide is None) or (analysis.wide and not evidence):
        return 1.0 if analysis.encoding == "ascii" else CEILING, ()
    if len({run.encoding for run in analysis.runs()}) > 1:
        # No reading of the whole can be right: the lines were.
        return _MIXED, ()
    tries, head, main = analysis.scan.tries, analysis.head[:2048], analysis.encoding
    text = strict(head, codec_of(main, tries))
    found, others = belief(head, main, text, tries, weights(analysis.scan.evidence))
    return doubted(found, analysis.scan.mean), others


def detection(analysis: Analysis) -> Detection:
    """Return the answer of a finished analysis.

    Not before `finish`.

    >>> a = Analysis(); a.feed(b"abc"); a.finish(); detection(a).encoding
    'ascii'
    """
    scan, shape = analysis.scan, analysis.shape
    if analysis.reason:
        return Detection(None, 1.0, reason=analysis.reason, declared=analysis.declared)
    codec = body_codec(analysis)
    sure, alternatives = _belief(analysis)
    runs = [(run.start, run.end, codec_of(run.encoding, scan.tries)) for run in analysis.runs()]
    name = codec
    if shape and shape.bom:
        name = {"utf-8": "utf-8-sig"}.get(codec, codec[:6])
    language = scan.language
    if analysis.encoding == "utf-8" and not language and analysis.words:
        language = language_of(analysis.words)
    return Detection(
        name,
        sure,
        language=language,
        script=script_of(language),
        line_ends=ends_of(*analysis.ends),
        bom=shape.bom if shape else b"",
        declared=analysis.declared,
        declared_true=_declared_true(analysis, codec),
        bad=tuple(scan.bad),
        bad_count=scan.bad_count,
        alternatives=alternatives,
        segments=segments(runs),
    )


def segments(runs: list[tuple[int, int, str]]) -> tuple[Segment, ...]:
    """Return segments for mixed data, nothing for data in one encoding.

    Not for runs with internal names: give it codec names.

    >>> segments([(0, 4, "utf-8")])
    ()
    """
    if len({name for _, _, name in runs}) < 2:
        return ()
    return tuple(Segment(*run) for run in runs)
