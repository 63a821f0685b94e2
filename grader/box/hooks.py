"""Callbacks for modules that the notebook has not imported yet, so that recording itself imports nothing."""

import sys
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

__all__ = ["take_failures", "when_imported"]

Callback = Callable[[ModuleType], None]

_failures: list[str] = []


def when_imported(module_name: str, callback: Callback) -> None:
    """Call `callback` with the module once it has been executed; at once if that is already so.

    What a callback raises never reaches the import; `take_failures` tells of it.
    """
    module = sys.modules.get(module_name)
    if module is not None and not getattr(module.__spec__, "_initializing", False):
        _call(callback, module)
        return
    if _finder not in sys.meta_path:
        sys.meta_path.insert(0, _finder)
    _finder.waiting.setdefault(module_name, []).append(callback)


def take_failures() -> list[str]:
    """What callbacks have raised since the last call, one line each."""
    failures = _failures.copy()
    _failures.clear()
    return failures


class _Finder:
    """Stands first on `sys.meta_path`, leaves the finding to the others, and taps the loader they come back with."""

    def __init__(self) -> None:
        self.waiting: dict[str, list[Callback]] = {}

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name not in self.waiting:
            return None
        others = (finder for finder in sys.meta_path if finder is not self)
        spec = next((found for finder in others if (found := finder.find_spec(name, path, target))), None)
        if spec is not None and spec.loader is not None:
            self._tap(name, spec.loader)
        return spec

    def _tap(self, name: str, loader: Any) -> None:  # noqa: ANN401  (every loader has its own class)
        execute = loader.exec_module

        def exec_module(module: ModuleType) -> None:
            execute(module)
            for callback in self.waiting.pop(name, []):
                _call(callback, module)

        loader.exec_module = exec_module  # a loader belongs to one spec: no other module is touched


def _call(callback: Callback, module: ModuleType) -> None:
    try:
        callback(module)
    except Exception as error:  # a recorder that fails must not make the student's import fail
        _failures.append(f"{module.__name__}: {type(error).__name__}: {error}"[:2000])


_finder = _Finder()
