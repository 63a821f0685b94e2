"""`Dense(np.prod(...))`, and `metrics="accuracy"`: arguments of a type that is no longer taken."""

import ast
from typing import Final

from grader.diagnosis.broken.errors import FirstError
from grader.diagnosis.broken.known import Remedy, replaced
from grader.diagnosis.source import Code, keyword, last_name
from grader.i18n import text

__all__ = ["metrics_as_text", "numpy_integer"]

_UNITS: Final = "invalid value for `units`"


def numpy_integer(code: Code, error: FirstError) -> Remedy | None:
    """A number of units that is no `int` of Python's."""
    if _UNITS not in error.message or error.statement is None:
        return None
    if not any(_wrapped(call) for call in error.calls()):
        return None
    return Remedy(
        "numpy-integer",
        text("Keras 3 takes only Python's own `int` for `units`, and this is a number of NumPy's or no whole one."),
        text("Turn it into one with `int(...)`."),
        replaced(error.statement, lambda node: _wrapped(node)),
    )


def _wrapped(node: ast.AST) -> ast.AST | None:
    """A `Dense` whose units are computed, with `int(...)` around them."""
    if not isinstance(node, ast.Call) or last_name(node.func) != "Dense":
        return None
    units = node.args[0] if node.args else keyword(node, "units")
    if units is None or (isinstance(units, ast.Constant) and isinstance(units.value, int)):
        return None
    whole = ast.Call(ast.Name("int", ast.Load()), [units], [])
    if node.args:
        return ast.Call(node.func, [whole, *node.args[1:]], node.keywords)
    others = [ast.keyword(k.arg, whole) if k.arg == "units" else k for k in node.keywords]
    return ast.Call(node.func, node.args, others)


def metrics_as_text(code: Code, error: FirstError) -> Remedy | None:
    """`compile(metrics="accuracy")`."""
    if "Expected `metrics` argument to be a list" not in error.message or error.statement is None:
        return None

    def change(node: ast.AST) -> ast.AST | None:
        if isinstance(node, ast.keyword) and node.arg == "metrics" and isinstance(node.value, ast.Constant):
            return ast.keyword("metrics", ast.List([node.value], ast.Load()))
        return None

    return Remedy(
        "metrics-as-text",
        text("Keras 3 wants a list of metrics, even for a single one."),
        text("Put it into a list. (The accuracy of pixels says little about an autoencoder: the loss is its measure.)"),
        replaced(error.statement, change),
    )
