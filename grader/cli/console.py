"""Where commands print."""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["console"]

_WIDTH = 100  # where nobody's terminal says how wide it is


def console() -> "Console":
    """Standard output: as wide as the terminal, or 100 columns where it is none."""
    from rich.console import Console

    return Console(highlight=False) if sys.stdout.isatty() else Console(width=_WIDTH, highlight=False)
