"""A package or a GPU that is not there."""

import re
from typing import Final

from grader.diagnosis.broken.errors import FirstError
from grader.diagnosis.broken.known import Remedy
from grader.diagnosis.source import Code, last_name
from grader.i18n import text

__all__ = ["missing_gpu", "missing_packages"]

_PACKAGE: Final = re.compile(r"No module named '([\w.]+)'")
_OURS: Final = ("keras", "tensorflow", "tf_keras")


def missing_packages(code: Code, error: FirstError) -> Remedy | None:
    """An import of a package that is not installed where notebooks are graded."""
    match = _PACKAGE.search(error.message) if error.name == "ModuleNotFoundError" else None
    if match is None or match[1].split(".")[0] in _OURS:
        return None
    return Remedy(
        "missing-package",
        text("The package `{name}` is not installed where notebooks are graded.", name=match[1].split(".")[0]),
        text("Do without it; numpy, scikit-learn, matplotlib, TensorFlow and Keras are there."),
    )


def missing_gpu(code: Code, error: FirstError) -> Remedy | None:
    """The first of no GPUs was asked for."""
    asked = any(last_name(call.func) in ("set_memory_growth", "set_visible_devices") for call in error.calls())
    if error.name != "IndexError" or not asked:
        return None
    return Remedy(
        "no-gpu",
        text("The machine that grades has no GPU, so the list of them is empty."),
        text("Go through the list instead of taking its first entry."),
        "for gpu in tf.config.list_physical_devices('GPU'):\n    tf.config.experimental.set_memory_growth(gpu, True)",
    )
