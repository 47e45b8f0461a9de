"""The account of a run as one page for the browser."""
