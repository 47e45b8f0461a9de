"""Line ends of pieces cut anywhere count as those of the whole, in bytes and in text."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from textfix.detection import line_ends


@given(st.lists(st.text(alphabet="\r\n文a", max_size=6), max_size=6))
def test_pieces_count_as_the_whole(pieces: list[str]) -> None:
    whole = re.findall("\r\n|\n|\r", "".join(pieces))
    wanted = [whole.count(mark) for mark in line_ends.TEXT]
    text, data = [0, 0, 0], [0, 0, 0]
    after_text = after_data = False
    for piece in pieces:
        after_text = line_ends.count(text, piece, line_ends.TEXT, after_text)
        after_data = line_ends.count(data, piece.encode(), line_ends.BYTES, after_data)
    assert text == data == wanted
    assert after_text == after_data == "".join(pieces).endswith("\r")
