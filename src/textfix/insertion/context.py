"""What stands around a torn run: the characters that were written, without their readings."""

from __future__ import annotations

from collections.abc import Mapping

from textfix.insertion.glosses import Gloss


def before(text: str, position: int, ending: Mapping[int, Gloss]) -> str:
    """Return the two characters before a place, the readings that end there left out."""
    found = ""
    while position and len(found) < 2:
        gloss = ending.get(position)
        if gloss is not None and gloss.fits and not gloss.torn:
            position = gloss.start
        else:
            position -= 1
            found = text[position] + found
    return found


def after(text: str, position: int, starting: Mapping[int, Gloss]) -> str:
    """Return the two characters behind a place, readings left out; a page ends with a line."""
    found = ""
    while position < len(text) and len(found) < 2:
        gloss = starting.get(position)
        if gloss is not None and gloss.fits and not gloss.torn:
            position = gloss.end
        else:
            found += text[position]
            position += 1
    return found or "\n"
