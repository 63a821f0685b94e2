"""Custom properties of the page, so that one drawing serves light, dark and print."""

from typing import Final

__all__ = ["CLASSES", "INK", "LINE", "NORMAL", "OTHER", "PAPER"]

INK: Final = "var(--ink)"
LINE: Final = "var(--line)"
NORMAL: Final = "var(--normal)"
OTHER: Final = "var(--other)"
PAPER: Final = "var(--paper)"
#: One for each of ten classes; no eye tells ten colours apart, so they never stand alone.
CLASSES: Final = tuple(f"var(--class-{number})" for number in range(10))
