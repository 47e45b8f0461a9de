"""`textfix report`: reports of several runs added up into one."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from typing import Any

from textfix.cli import places
from textfix.cli.account import write_report
from textfix.errors import InputError
from textfix.files import tally


def run(options: Namespace) -> int:
    """Merge reports and write the sum; a single one can be turned into a page so."""
    total = tally.empty()
    for name in options.reports:
        tally.add(total, _read(name))
    if options.output:
        if not options.output.endswith((".html", ".htm", ".json")):
            raise InputError(f"-o writes .html or .json, not {options.output}")
        places.free(options.output, options.reports, options.force)
        write_report(total, options.output)
    else:
        json.dump(total, sys.stdout, indent=1, sort_keys=True)
        sys.stdout.write("\n")
    return 0


def _read(name: str) -> dict[str, Any]:
    try:
        with open(name, encoding="utf-8") as file:
            data = json.load(file)
    except OSError as error:
        raise InputError(f"{name}: {error.strerror}") from None
    except ValueError:
        data = None
    if not isinstance(data, dict) or data.get("kind") != "tally" or data.get("textfix") != 1:
        raise InputError(f"{name} is not a JSON report of textfix")
    return data
