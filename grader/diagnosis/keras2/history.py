"""`history.history["acc"]` and `["val_loss"]`: keys that are not there."""

import ast
from typing import Final

from grader.diagnosis.broken.errors import FirstError
from grader.diagnosis.broken.known import Remedy, replaced
from grader.diagnosis.source import Code
from grader.i18n import text

__all__ = ["history_keys"]

_RENAMED: Final = {"acc": "accuracy", "val_acc": "val_accuracy"}


def history_keys(code: Code, error: FirstError) -> Remedy | None:
    """A KeyError for a key of a training's history."""
    key = error.message.strip("'\"")
    if error.name != "KeyError" or error.statement is None or not any(_reads(node, key) for node in error.nodes()):
        return None
    if key in _RENAMED:
        new = _RENAMED[key]
        return Remedy(
            "history-key",
            text("Keras calls the key `{new}` since version 2.3, and has it only with that metric.", new=new),
            text("Read `{new}` and compile with `metrics=['accuracy']`; the loss alone says more here.", new=new),
            replaced(error.statement, lambda node: ast.Constant(new) if _is(node, key) else None),
        )
    if key.startswith("val_"):
        return Remedy(
            "history-key",
            text("There is a `{key}` only when `fit` is given data to validate on.", key=key),
            text("Add `validation_split=0.1` to the call of `fit`."),
        )
    return None


def _reads(node: ast.AST, key: str) -> bool:
    return isinstance(node, ast.Subscript) and _is(node.slice, key)


def _is(node: ast.AST, key: str) -> bool:
    return isinstance(node, ast.Constant) and node.value == key
