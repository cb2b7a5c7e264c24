"""`python -m vitropolis`: the command line, the very same."""

from __future__ import annotations

import os
import sys

from . import _native


def main() -> int:
    """Does what the words of the command line say.

    Returns:
        The exit code: 0 done, 1 what was compared differs, 2 what was asked for cannot be done, 130 stopped.
    """
    sys.stdout.flush()
    return _native.command_line(["vitropolis", *map(os.fsdecode, sys.argv[1:])])


if __name__ == "__main__":
    sys.exit(main())
