"""`SGD(lr=...)`, `Model(input=, output=)`, `nb_epoch=` and others: keyword arguments that were renamed."""

import ast
from collections.abc import Iterator
from typing import Final

from grader.diagnosis.broken.errors import FirstError
from grader.diagnosis.broken.known import Remedy, replaced
from grader.diagnosis.source import Code, last_name
from grader.i18n import text

__all__ = ["renamed_keywords"]

#: Old name → new one.
_RENAMED: Final = {
    "lr": "learning_rate",
    "nb_epoch": "epochs",
    "border_mode": "padding",
    "init": "kernel_initializer",
    "output_dim": "units",
    "subsample": "strides",
    "nb_filter": "filters",
    "W_regularizer": "kernel_regularizer",
    "b_regularizer": "bias_regularizer",
    "p": "rate",
}
_MODEL: Final = {"input": "inputs", "output": "outputs"}


def renamed_keywords(code: Code, error: FirstError) -> Remedy | None:
    """A call that failed for a keyword of Keras 2."""
    if error.name not in ("TypeError", "ValueError") or error.statement is None:
        return None
    renamed = {old: new for call in error.calls() for old, new in _old(call) if _named(error.message, old, new)}
    if not renamed:
        return None
    old, new = next(iter(renamed.items()))

    def change(node: ast.AST) -> ast.AST | None:
        if isinstance(node, ast.Call):
            table = dict(_old(node))
            for given in node.keywords:
                given.arg = table.get(given.arg or "", given.arg)
        return None

    return Remedy(
        "keras2-keyword",
        text("Keras 3 calls the argument `{old}` of Keras 2 `{new}`.", old=old, new=new),
        text("Write it with its name of today."),
        replaced(error.statement, change),
    )


def _old(call: ast.Call) -> Iterator[tuple[str, str]]:
    """The old keywords of a call, with their new names."""
    table = {**_RENAMED, **(_MODEL if last_name(call.func) == "Model" else {})}
    yield from ((given.arg, table[given.arg]) for given in call.keywords if given.arg in table)


def _named(message: str, old: str, new: str) -> bool:
    """Whether the error is about that keyword: it is not known, or the new one is missing."""
    return f"'{old}'" in message or (f"'{new}'" in message and "missing" in message)
