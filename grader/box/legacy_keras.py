"""Keras 2 for notebooks that were written for it: `keras` and `tensorflow.keras` are both tf_keras.

TensorFlow itself knows the variable TF_USE_LEGACY_KERAS; only the name `keras` is left to us.
"""

import importlib
import os
import sys
from collections.abc import Sequence
from importlib.abc import Loader
from importlib.machinery import ModuleSpec
from types import ModuleType

from .hooks import when_imported
from .protocol import LEGACY_KERAS

__all__ = ["install"]


def install() -> None:
    """Let tf_keras stand in for Keras, where the box was asked to."""
    if os.environ.get(LEGACY_KERAS) == "1":
        sys.meta_path.insert(0, _Finder())
        for name in ("tf_keras.api._v2.keras", "tensorflow.keras"):  # as an attribute, and as a module
            when_imported(name, _tell_version)


def _tell_version(tensorflow_keras: ModuleType) -> None:
    """Give `tensorflow.keras.__version__`, which Keras 2 had and tf_keras forgot."""
    tensorflow_keras.__dict__.setdefault("__version__", sys.modules["tf_keras"].__dict__["__version__"])


class _Finder:
    """Finds `keras` and all below it where tf_keras has them."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name.split(".")[0] != "keras":
            return None
        return ModuleSpec(name, _Loader(f"tf_{name}"), is_package=True)


class _Loader(Loader):
    """Gives out the module of another name, as it is."""

    def __init__(self, name: str) -> None:
        self._name = name

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        module = importlib.import_module(self._name)
        self._spec = module.__spec__
        return module

    def exec_module(self, module: ModuleType) -> None:
        module.__spec__ = self._spec  # the import system has put its own there; the module was executed before
