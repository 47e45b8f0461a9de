"""Reading and writing files: whole, atomic, never losing what was there."""
