"""What a reading is weighed by: no character in it is mistaken for what parts readings."""

from __future__ import annotations

from textfix.mojibake.reading import weigh
from textfix.mojibake.shown.strict import Piece, Way


def test_a_nul_in_a_reading_in_japanese_is_no_error() -> None:
    """Lines that are read whole hold the ASCII that stood in them."""
    text = "ÆüËÜ\0¸ì"
    way = Way("euc-jp", "latin-1")
    pieces = [Piece(0, 7, "日本\0語", way), Piece(0, 4, "日本", way)]
    whole, part = weigh.gains(pieces, weigh.Standing(text)).tolist()
    assert whole > 0.0
    assert part > 0.0
