"""What the ten classes of each dataset are called."""

from collections.abc import Mapping
from typing import Final, cast

from grader.datasets.model import DatasetName
from grader.i18n import LANGUAGES, Lang, Text, render, text

__all__ = ["CLASS_NAMES", "class_name"]

_DIGITS: Final = tuple(Text(str(digit)) for digit in range(10))
_CLASSES: Final[Mapping[DatasetName, tuple[Text, ...]]] = {
    "fashion_mnist": (
        text("T-shirt/top"),
        text("trouser"),
        text("pullover"),
        text("dress"),
        text("coat"),
        text("sandal"),
        text("shirt"),
        text("sneaker"),
        text("bag"),
        text("ankle boot"),
    ),
    "mnist": _DIGITS,
    "digits": _DIGITS,
}


def class_name(dataset: DatasetName, label: int) -> Text:
    """The name of a class, 0..9, for use inside messages.

    Raises:
        IndexError: there is no such class.
    """
    return _CLASSES[dataset][label]


#: Names of the classes 0 to 9, in each language.
CLASS_NAMES: Final[Mapping[DatasetName, Mapping[Lang, tuple[str, ...]]]] = {
    dataset: {lang: tuple(render(name, lang) for name in names) for lang in cast(tuple[Lang, ...], LANGUAGES)}
    for dataset, names in _CLASSES.items()
}
