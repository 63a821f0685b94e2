"""What the ten classes of each dataset are called."""

from collections.abc import Mapping
from typing import Final

from grader.datasets.model import DatasetName
from grader.i18n import Lang

__all__ = ["CLASS_NAMES"]

_DIGITS: Final = ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")

#: Names of the classes 0 to 9.
CLASS_NAMES: Final[Mapping[DatasetName, Mapping[Lang, tuple[str, ...]]]] = {
    "fashion_mnist": {
        "en": (
            "T-shirt/top",
            "trouser",
            "pullover",
            "dress",
            "coat",
            "sandal",
            "shirt",
            "sneaker",
            "bag",
            "ankle boot",
        ),
        "es": (
            "camiseta",
            "pantalón",
            "jersey",
            "vestido",
            "abrigo",
            "sandalia",
            "camisa",
            "zapatilla",
            "bolso",
            "botín",
        ),
    },
    "mnist": {"en": _DIGITS, "es": _DIGITS},
}
