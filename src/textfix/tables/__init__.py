"""Generated data tables, their manifest and (in `build/`) the generators that make them."""
