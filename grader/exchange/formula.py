"""Text from others in a table that a spreadsheet will open."""

from typing import Final

__all__ = ["defused"]

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def defused(cell: str) -> str:
    """`cell`, with an apostrophe before what a spreadsheet would run as a formula (CWE-1236)."""
    return f"'{cell}" if cell.startswith(_FORMULA) or cell.lstrip().startswith(_FORMULA) else cell
