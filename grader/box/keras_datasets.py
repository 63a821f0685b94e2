"""`keras.datasets.mnist.load_data()` without a network, from the file that is mounted in the box.

Keras takes an mnist.npz only if it is, byte for byte, the one Google serves. Other files hold the same images, and a
stand-in holds others: what the mounted file holds was checked before it was mounted.
"""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Final

from .hooks import when_imported

__all__ = ["install"]

#: Where Keras 3, also as `tensorflow.keras`, and tf_keras define `load_data`.
_MODULES: Final = ("keras.src.datasets.mnist", "tf_keras.src.datasets.mnist")


def install() -> None:
    """Let MNIST come from `~/.keras/datasets/mnist.npz`, whatever its hash and however the student names the file."""
    mounted = Path.home() / ".keras" / "datasets" / "mnist.npz"
    if mounted.is_file():
        for name in _MODULES:
            when_imported(name, _taking(str(mounted)))


def _taking(path: str) -> Callable[[ModuleType], None]:
    def replace(module: ModuleType) -> None:
        module.__dict__["get_file"] = lambda *args, **kwargs: path

    return replace
