"""Where a notebook's names hold models."""

import sys
from collections.abc import Iterator
from typing import Any

from .assembled import assembled
from .layers import is_model

__all__ = ["models_at_hand", "named_models"]

_DEPTH = 3
_ITEMS = 50


def named_models(namespace: dict[str, Any]) -> list[tuple[str, Any]]:
    """Every model a notebook's names lead to: bound, in lists, tuples and dicts, or an object's attribute; and
    whatever else of the notebook's own is used as one.

    Returns:
        (path, model) pairs such as `("modelos[0]", ...)`; a model reached by several paths comes several times.
    """
    return [
        found
        for name, value in list(namespace.items())
        if not name.startswith("_") and name not in {"In", "Out"}
        for found in _search(name, value, _DEPTH)
    ]


def models_at_hand(namespace: dict[str, Any]) -> list[Any]:
    """What `named_models` finds by the notebook's names, and by those of its functions that are being called."""
    found, frame = named_models(namespace), sys._getframe()
    while frame.f_back is not None:
        frame = frame.f_back
        if frame.f_globals is namespace and frame.f_locals is not namespace:
            found += named_models(frame.f_locals)
    return [model for _, model in found]


def _search(path: str, value: Any, depth: int) -> Iterator[tuple[str, Any]]:
    if is_model(value):
        yield path, value
    elif depth == 0:
        return
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value[:_ITEMS]):
            yield from _search(f"{path}[{index}]", item, depth - 1)
    elif isinstance(value, dict):
        for key, item in list(value.items())[:_ITEMS]:
            yield from _search(f"{path}[{key!r}]"[:200], item, depth - 1)
    elif type(value).__module__ == "__main__" and hasattr(value, "__dict__"):
        for key, item in list(vars(value).items())[:_ITEMS]:
            yield from _search(f"{path}.{key}", item, depth - 1)
        whole = assembled(value)
        if whole is not None:
            yield path, whole
