"""What a notebook printed, as text that is safe to show."""

import re
import unicodedata
from typing import Final

__all__ = ["plain_text"]

#: Terminal sequences: CSI (colours, cursor), OSC (titles, links), and the shorter ones.
_TERMINAL: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~])")
#: Direction marks and overrides can make a line read as what it is not; U+2028 and U+2029 break it.
_DECEIVING: Final = frozenset("\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_CUT: Final = "\n[…]\n"


def plain_text(raw: str, limit: int | None = None) -> str:
    """`raw` without colours, control characters but tab and newline, bidirectional marks and lone surrogates.

    A carriage return starts its line anew, as in a terminal, so of a progress bar the last state stays.

    Args:
        raw: any text.
        limit: characters at most; what is longer keeps its beginning and its end.
    """
    lines = (line.rstrip("\r").rpartition("\r")[2] for line in _TERMINAL.sub("", raw).split("\n"))
    cleaned = "".join(c for c in "\n".join(lines) if _harmless(c))
    if limit is None or len(cleaned) <= limit:
        return cleaned
    head = (limit - len(_CUT)) // 2
    return cleaned[:head] + _CUT + cleaned[head + len(_CUT) - limit :]


def _harmless(character: str) -> bool:
    if character.isascii():
        return character.isprintable() or character in "\n\t"
    return character not in _DECEIVING and unicodedata.category(character) not in ("Cc", "Cs")
