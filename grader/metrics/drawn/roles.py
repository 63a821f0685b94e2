"""What a label says of a series: the normal class, or all the others."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

__all__ = ["role"]

_OTHER: Final = re.compile(
    r"\b(no|not|non|sin|rest|resto|restantes?|demas|otr[oa]s?|others?|outliers?|distint[oa]s?|diferentes?|different)\b"
    r"|\b(anom|anorm|abnorm)|!=|≠|<>|\b1 ?(-|–|a|to|\.\.+) ?9\b"
)
_NORMAL: Final = re.compile(
    r"t-? ?shirts?|\b(camisetas?|remeras?|playeras?|poleras?|normal(es)?|inliers?)\b|\b(clase|class) ?[:=#]? ?0\b"
)
_NEGATED: Final = re.compile(r"[:=] ?false\b")


def role(*names: str) -> int:
    """1 where the first telling one of `names` means T-shirts, -1 where it means what is no T-shirt, else 0."""
    return next((found for found in map(_role, names) if found), 0)


def _role(name: str) -> int:
    plain = _plain(name)
    if _OTHER.search(plain):
        found = -1
    elif _NORMAL.search(plain):
        found = 1
    else:
        return 0
    return -found if _NEGATED.search(plain) else found


def _plain(name: str) -> str:
    letters: Iterable[str] = unicodedata.normalize("NFKD", name.replace("_", " ").lower().replace("≠", "!="))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
