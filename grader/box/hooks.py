"""How a recorder gets between a notebook and its libraries without disturbing either.

It imports nothing that the notebook does not import, and its own failures stay its own.
"""

import functools
import sys
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, TypeVar

__all__ = ["attempt", "take_failures", "when_imported", "wrap"]

Callback = Callable[[ModuleType], None]
T = TypeVar("T")

_MAX_FAILURES = 50
_failures: list[str] = []


def when_imported(module_name: str, callback: Callback) -> None:
    """Call `callback` with the module once it has been executed; at once if that is already so.

    What a callback raises never reaches the import: see `attempt`.
    """
    module = sys.modules.get(module_name)
    if module is not None and not getattr(module.__spec__, "_initializing", False):
        attempt(callback, module)
        return
    if _finder not in sys.meta_path:
        sys.meta_path.insert(0, _finder)
    _finder.waiting.setdefault(module_name, []).append(callback)


def attempt(step: Callable[..., T], *arguments: Any) -> T | None:
    """What `step` returns for `arguments`; None where it fails, which `take_failures` tells of."""
    try:
        return step(*arguments)
    except Exception as error:  # a recorder that fails must not make the student's own code fail
        if len(_failures) < _MAX_FAILURES:
            _failures.append(f"{getattr(step, '__qualname__', step)}: {type(error).__name__}: {error}"[:2000])
        return None


def take_failures() -> list[str]:
    """What attempted steps have raised since the last call, one line each, the first fifty."""
    failures = _failures.copy()
    _failures.clear()
    return failures


def wrap(owner: Any, name: str, around: Callable[..., Any]) -> None:
    """Let `around(original, *args, **kwargs)` answer for the function `name` of `owner`."""
    original = getattr(owner, name)

    @functools.wraps(original)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        return around(original, *args, **kwargs)

    setattr(owner, name, wrapper)


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

    def _tap(self, name: str, loader: Any) -> None:
        execute = loader.exec_module

        def exec_module(module: ModuleType) -> None:
            execute(module)
            for callback in self.waiting.pop(name, []):
                attempt(callback, module)

        loader.exec_module = exec_module  # a loader belongs to one spec: no other module is touched


_finder = _Finder()
