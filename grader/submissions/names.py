"""Names for folders, made of names that students and platforms chose."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Final

__all__ = ["folder_name", "unique_names"]

_LONGEST: Final = 60  # characters; a file system has room for 255 bytes


def folder_name(label: str) -> str:
    """`label` with letters, digits, `_` and `-` only, in any script; never empty, never hidden."""
    words = re.sub(r"[^\w-]+", "-", unicodedata.normalize("NFC", label))
    return words.strip("-")[:_LONGEST] or "submission"


def unique_names(labels: Sequence[Sequence[str]]) -> list[str]:
    """One name for each, none twice, also where a file system knows no upper case.

    Args:
        labels: for each, what it may be called, the nicest first. The first that no other can have too is taken; where
            there is none, the last, with a number.
    """
    options = [[folder_name(label) for label in own] for own in labels]
    wanted = Counter(name.casefold() for own in options for name in set(own))
    taken: set[str] = set()
    names = []
    for own in options:
        free = (name for name in own if wanted[name.casefold()] == 1)
        name = next(free, own[-1])
        number = 1
        unique = name
        while unique.casefold() in taken:
            number += 1
            unique = f"{name}-{number}"
        taken.add(unique.casefold())
        names.append(unique)
    return names
