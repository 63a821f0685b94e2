"""What is known about an error."""

import ast
import copy
from collections.abc import Callable
from dataclasses import dataclass

from grader.diagnosis.finding import Place
from grader.i18n import Text

__all__ = ["Remedy", "replaced"]


@dataclass(frozen=True)
class Remedy:
    """Cause and fix of an error.

    Attributes:
        code_fix: the line that works today.
        place: where to mend it, if not where it failed.
    """

    code: str
    cause: Text
    fix: Text
    code_fix: str = ""
    place: Place | None = None


def replaced(statement: ast.stmt, change: Callable[[ast.AST], ast.AST | None]) -> str:
    """The statement as code, with every node for which `change` has another one replaced."""

    class Change(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            return change(node) or self.generic_visit(node)

    changed = Change().visit(copy.deepcopy(statement))
    return ast.unparse(ast.fix_missing_locations(changed))
