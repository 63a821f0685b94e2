"""Where a notebook's names hold models."""

from collections.abc import Iterator
from typing import Any

__all__ = ["is_model", "named_models"]

_DEPTH = 3
_ITEMS = 50


def named_models(namespace: dict[str, Any]) -> list[tuple[str, Any]]:
    """Every model a notebook's names lead to: bound, in lists, tuples and dicts, or an object's attribute.

    Returns:
        (path, model) pairs such as `("modelos[0]", ...)`; a model reached by several paths comes several times.
    """
    return [
        found
        for name, value in list(namespace.items())
        if not name.startswith("_") and name not in {"In", "Out"}
        for found in _search(name, value, _DEPTH)
    ]


def is_model(value: object) -> bool:
    """Whether `value` is a model of either Keras (without importing one)."""
    return any(
        base.__name__ == "Model" and base.__module__.split(".")[0] in {"keras", "tf_keras"}
        for base in type(value).__mro__
    )


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
