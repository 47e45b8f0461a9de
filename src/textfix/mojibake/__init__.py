"""Wrong decoders undone: whole texts, segments, layers, lossy readings."""
