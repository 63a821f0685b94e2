"""What a label says of a series: the normal class, or all the others."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

__all__ = ["role"]

_OTHER: Final = re.compile(
    r"\b(no|not|non|sin|rest|resto|restantes?|demas|otr[oa]s?|others?|outliers?|distint[oa]s?|diferentes?|different)\b"
    r"|\b(anom|anorm|abnorm)|!=|≠|<>|\b1 ?(-|–|a|to|\.\.+) ?9\b"
)
_NORMAL: Final = r"\b(normal(es)?|inliers?)\b"
_NEGATED: Final = re.compile(r"[:=] ?false\b")
#: What the countries of the course call the same garment.
_REGIONAL: Final = {"camiseta": ("remera", "playera", "polera")}


def role(*labels: str, normal_names: Sequence[str] = ()) -> int:
    """1 where the first telling one of `labels` means the normal class, -1 where it means what is not, else 0.

    Args:
        labels: of a series, nearest first, in Spanish or English.
        normal_names: what the normal class is called, such as `T-shirt`, `clase 3` or `3`, in any spelling. A digit
            below 2 standing alone tells nothing: it may as well be the answer to whether an image is an anomaly.
    """
    normal = _normal(tuple(normal_names))
    return next((found for found in (_role(label, normal) for label in labels) if found), 0)


def _role(label: str, normal: re.Pattern[str]) -> int:
    plain = _plain(label)
    if _OTHER.search(plain):
        found = -1
    elif normal.search(plain):
        found = 1
    else:
        return 0
    return -found if _NEGATED.search(plain) else found


@cache
def _normal(names: tuple[str, ...]) -> re.Pattern[str]:
    plain = [_plain(name).strip() for name in names]
    plain += [other for name in plain for other in _REGIONAL.get(name, ())]
    return re.compile("|".join([_NORMAL, *(_named(name) for name in plain if name not in ("", "0", "1"))]))


def _named(name: str) -> str:
    """`name` as a whole word, in the plural too; a T-shirt is no shirt. A digit has to be all there is, or a label."""
    if name.isdecimal():
        return rf"(^|\b(y|label|etiqueta|numero|number) ?[:=#]? ?){name}$"
    words = r"[\W]{0,3}".join(re.escape(word) for word in re.findall(r"\w+", name))
    return rf"(?<!\w)(?<!\bt[ -]){words}(e?s)?(?!\w)"


def _plain(name: str) -> str:
    letters: Iterable[str] = unicodedata.normalize("NFKD", name.replace("_", " ").lower().replace("≠", "!="))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
