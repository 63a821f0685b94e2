"""Names that hold images, or anything computed from them, of the training split alone."""

import ast
from collections.abc import Iterator
from typing import Final

from grader.diagnosis.source import Code, last_name

__all__ = ["training_names"]

#: Assignments that a value is followed through where they stand in reverse order.
_STEPS: Final = 5


def training_names(code: Code) -> tuple[set[str], set[str]]:
    """Names with values from the training split and none of the test split; and names with values of that one.

    Followed through plain assignments, from `(x_train, y_train), (x_test, y_test) = ….load_data()`.
    """
    train, test = _loaded(code)
    for _ in range(_STEPS):
        for target, used in _assignments(code):
            if target in train or target in test:
                continue
            group = test if used & test else train if used & train else None
            if group is not None:
                group.add(target)
    return train - test, test


def _loaded(code: Code) -> tuple[set[str], set[str]]:
    train: set[str] = set()
    test: set[str] = set()
    for cell in code.cells:
        for node in cell.nodes:
            if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Call):
                continue
            target = node.targets[0]
            if last_name(node.value.func) == "load_data" and isinstance(target, ast.Tuple) and len(target.elts) == 2:
                train |= _names(target.elts[0])
                test |= _names(target.elts[1]) - {"_"}
    return train - {"_"}, test


def _assignments(code: Code) -> Iterator[tuple[str, set[str]]]:
    """Each name that is assigned, with the names of the expression."""
    for cell in code.cells:
        for node in cell.nodes:
            if isinstance(node, ast.Assign):
                used = _names(node.value)
                for target in node.targets:
                    yield from ((name, used) for name in _names(target))


def _names(node: ast.AST) -> set[str]:
    return {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}
