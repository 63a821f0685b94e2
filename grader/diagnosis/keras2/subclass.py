"""A subclass whose `__init__` does not call `super().__init__()`."""

import ast
from collections.abc import Iterator

from grader.diagnosis.broken.errors import FirstError
from grader.diagnosis.broken.known import Remedy
from grader.diagnosis.source import Code, CodeCell, last_name
from grader.i18n import text

__all__ = ["super_was_skipped"]


def super_was_skipped(code: Code, error: FirstError) -> Remedy | None:
    """Keras says so, or lacks what only that call creates; and the class is there to be read."""
    for cell, cls, init in _without_super(code):
        if _about(error, cls.name):
            body = "\n".join(f"    {line}" for line in ("super().__init__()", *map(ast.unparse, init.body[:2])))
            return Remedy(
                "super-init",
                text(
                    "`{name}.__init__` does not call `super().__init__()`, which makes a Keras model of it.",
                    name=cls.name,
                ),
                text("Let it begin with that call."),
                f"def __init__({ast.unparse(init.args)}):\n{body}",
                cell.place(init),
            )
    return None


def _about(error: FirstError, name: str) -> bool:
    told = f"In layer '{name}'" in error.message and "super().__init__()" in error.message
    return told or f"'{name}' object has no attribute '_" in error.message


def _without_super(code: Code) -> Iterator[tuple[CodeCell, ast.ClassDef, ast.FunctionDef]]:
    for cell in code.cells:
        for node in cell.nodes:
            if isinstance(node, ast.ClassDef) and node.bases:
                init = next((f for f in node.body if isinstance(f, ast.FunctionDef) and f.name == "__init__"), None)
                if init is not None and not any(_is_super(inner) for inner in ast.walk(init)):
                    yield cell, node, init


def _is_super(node: ast.AST) -> bool:
    """`super().__init__(...)`, or the base class's own."""
    return isinstance(node, ast.Attribute) and node.attr == "__init__" and last_name(node.value) != "self"
