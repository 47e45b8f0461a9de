"""`textfix detect`: encodings of files and what else their bytes tell, as text or JSON."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from typing import Any, BinaryIO

from textfix.cli import config
from textfix.cli.inputs import fail, found, out
from textfix.detection import Detection
from textfix.errors import InputError
from textfix.files import formats, packed
from textfix.files.walk import STDIN

_READ = 1 << 20


def run(options: Namespace) -> int:
    """Detect the inputs of a call; return 1 if some could not be read."""
    config.load(options)
    failures: list[str] = []
    for one in found(options):
        try:
            if one.problem:
                raise InputError(one.problem)
            answer, size = _detect(one.path)
        except Exception as error:
            reason = _reason(error)
            if reason is None:
                raise
            fail(one.path, reason, failures)
            continue
        name = "<stdin>" if one.path == STDIN else one.path
        if options.output_format == "json":
            sys.stdout.write(json.dumps({"file": name, **facts(answer, size)}) + "\n")
            sys.stdout.flush()
        else:
            out(f"{name}: {told(answer, size)}")
    sys.stdout.flush()
    return 1 if failures else 0


def _reason(error: Exception) -> str | None:
    if isinstance(error, InputError):
        return str(error)
    if (reason := packed.reason(error)) is not None:
        return reason
    return error.strerror or str(error) if isinstance(error, OSError) else None


def _detect(path: str) -> tuple[Detection, int]:
    """Detect a file in constant memory, unpacked where its name says that it is packed."""
    if path == STDIN:
        return _fed(sys.stdin.buffer)
    packing = formats.of(path).packing
    if os.path.isdir(path):
        raise InputError("a folder")
    with open(path, "rb") as raw:
        return _fed(packed.reader(raw, packing) if packing else raw)


def _fed(file: BinaryIO) -> tuple[Detection, int]:
    from textfix.detection import Detector

    detector, size = Detector(), 0
    while data := file.read(_READ):
        detector.feed(data)
        size += len(data)
    return detector.close(), size


def facts(found: Detection, size: int) -> dict[str, Any]:
    """Return a detection as plain values for JSON.

    >>> facts(Detection("utf-8", 0.99, bad_count=1), 100)["bad_share"]
    0.01
    """
    return {
        "encoding": found.encoding, "confidence": round(found.confidence, 4),
        "reason": found.reason, "language": found.language, "script": found.script,
        "line_ends": found.line_ends, "bom": found.bom.hex(), "declared": found.declared,
        "declared_true": found.declared_true, "size": size, "bad": list(found.bad[:20]),
        "bad_count": found.bad_count, "bad_share": found.bad_count / size if size else 0.0,
        "alternatives": [list(pair) for pair in found.alternatives],
        "segments": [[s.start, s.end, s.encoding] for s in found.segments],
    }  # fmt: skip


def told(found: Detection, size: int) -> str:
    """Return a detection as one line for a person.

    >>> told(Detection("gb18030", 0.99, script="hans", line_ends="lf"), 10)
    'gb18030 (0.99), hans, lf'
    """
    if found.encoding is None:
        return f"not text: {found.reason}"
    parts = [f"{found.encoding} ({found.confidence:.2f})"]
    parts += [part for part in (found.script or found.language,) if part]
    if found.line_ends != "none":
        parts.append(found.line_ends)
    if found.bom:
        parts.append(f"BOM {found.bom.hex(' ')}")
    if found.declared:
        lies = found.declared_true is False
        parts.append(f"declares {found.declared}" + (", which is wrong" if lies else ""))
    if found.bad_count:
        share = found.bad_count / max(size, 1)
        first = f", first at {found.bad[0]}" if found.bad else ""
        parts.append(f"{found.bad_count} bad ({share:.2%}){first}")
    if found.segments:
        kinds = dict.fromkeys(s.encoding for s in found.segments)
        parts.append(f"mixed: {len(found.segments)} parts in {', '.join(kinds)}")
    return ", ".join(parts)
