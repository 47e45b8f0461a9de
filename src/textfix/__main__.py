"""`python -m textfix` is the `textfix` command."""

import sys

from textfix.cli import main

if __name__ == "__main__":
    sys.exit(main())
