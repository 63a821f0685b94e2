"""Recognising notebooks written for another framework than TensorFlow/Keras."""

import ast
import re
from typing import Final

from grader.intake.notebook import Notebook
from grader.intake.python import parse_cell, python_text

__all__ = ["foreign_framework"]

_FOREIGN: Final = {
    "torch": "PyTorch",
    "torchvision": "PyTorch",
    "lightning": "PyTorch",
    "pytorch_lightning": "PyTorch",
    "jax": "JAX",
    "flax": "JAX",
}
_OURS: Final = frozenset({"tensorflow", "keras", "tf_keras"})

_IMPORT_LINE: Final = re.compile(r"^[ \t]*(?:import|from)[ \t]+([^\n#;]*)", re.MULTILINE)


def foreign_framework(notebook: Notebook) -> str | None:
    """`PyTorch` or `JAX` if the code imports it and nowhere TensorFlow or Keras; else None."""
    imported: set[str] = set()
    for cell in notebook.cells:
        if cell.kind == "code":
            imported |= _imports(cell.source)
    if imported & _OURS:
        return None
    return next((name for module, name in _FOREIGN.items() if module in imported), None)


def _imports(source: str) -> set[str]:
    """Top-level packages that a cell imports."""
    tree = parse_cell(source)
    if tree is None:
        return _import_lines(python_text(source))
    return {name.partition(".")[0] for node in ast.walk(tree) for name in _modules(node)}


def _modules(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [node.module]
    return []


def _import_lines(source: str) -> set[str]:
    names: set[str] = set()
    for line in _IMPORT_LINE.finditer(source):
        names.update(re.findall(r"(?:^|,)\s*(\w+)", line[1].partition(" import ")[0]))
    return names
