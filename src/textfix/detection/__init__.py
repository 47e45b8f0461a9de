"""From bytes to text: which encoding, how sure, which lines differ; and the exact way back.

Light to import: models and NumPy load with the first call of `detect` or `decode`.
"""

from typing import TYPE_CHECKING, Any

from textfix.detection.result import Decoded, Detection, Raw, Segment, encode_back

if TYPE_CHECKING:
    from textfix.detection.face import Detector, decode, decode_many, detect, detect_many

__all__ = [
    "Decoded",
    "Detection",
    "Detector",
    "Raw",
    "Segment",
    "decode",
    "decode_many",
    "detect",
    "detect_many",
    "encode_back",
]


def __getattr__(name: str) -> Any:
    """Load the functions of `face` when they are first asked for."""
    if name in ("detect", "detect_many", "decode", "decode_many", "Detector"):
        from textfix.detection import face

        return getattr(face, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
