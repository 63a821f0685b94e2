"""`K.square` and the rest of `keras.backend`, which `keras.ops` has replaced."""

import ast
from typing import Final

from grader.diagnosis.broken.errors import FirstError
from grader.diagnosis.broken.known import Remedy, replaced
from grader.diagnosis.source import Code
from grader.i18n import text

__all__ = ["backend_functions"]

#: Functions of `keras.ops` with the name they had in `keras.backend`.
_SAME: Final = frozenset(
    {
        *("square", "mean", "sum", "exp", "log", "abs", "sqrt", "max", "min", "clip", "maximum", "minimum", "sign"),
        *("concatenate", "reshape", "transpose", "expand_dims", "squeeze", "shape", "cast", "stack", "tile", "repeat"),
        *("ones", "zeros", "ones_like", "zeros_like", "arange", "flip", "argmax", "argmin", "round", "sin", "cos"),
        *("sigmoid", "tanh", "relu", "softmax", "softplus", "binary_crossentropy", "categorical_crossentropy"),
        *("equal", "not_equal", "greater", "less", "cumsum", "prod", "var", "std", "any", "all"),
    }
)
_RENAMED: Final = {
    "pow": "ops.power",
    "dot": "ops.matmul",
    "l2_normalize": "ops.normalize",
    "random_normal": "random.normal",
    "random_uniform": "random.uniform",
}
_BACKENDS: Final = ("keras.backend.", "tensorflow.keras.backend.", "tf_keras.backend.")


def backend_functions(code: Code, error: FirstError) -> Remedy | None:
    """A line that failed for a function of the backend."""
    if error.statement is None or not _refused(error):
        return None
    used = [name for node in error.nodes() if (name := _function(code, node))]
    if not used:
        return None
    cause = text("Keras 3 has no `keras.backend.{name}` for its tensors; that is the job of `keras.ops`.", name=used[0])
    if "get_value" in used or "set_value" in used:
        return Remedy("keras2-backend", cause, text("Read a variable with `.numpy()`, and set it with `.assign(...)`."))
    if "int_shape" in used:
        return Remedy("keras2-backend", cause, text("The shape of a tensor `x` is `x.shape`."))
    if any(_today(name) is None for name in used):
        return Remedy("keras2-backend", cause, text("Look for its successor in `keras.ops`."))

    def change(node: ast.AST) -> ast.AST | None:
        name = _function(code, node)
        return ast.parse(f"keras.{_today(name)}", mode="eval").body if name else None

    mended = "import keras\n\n" + replaced(error.statement, change)
    return Remedy("keras2-backend", cause, text("Use `keras.ops`."), mended)


def _refused(error: FirstError) -> bool:
    about = ("keras.backend' has no attribute", "KerasTensor cannot be used", "has no attribute 'base_dtype'")
    return any(words in error.message for words in about)


def _function(code: Code, node: ast.AST) -> str:
    """The function's name, if `node` is one of the backend's."""
    path = code.raw_path(node) if isinstance(node, ast.Attribute) else ""
    return next((path.removeprefix(package) for package in _BACKENDS if path.startswith(package)), "")


def _today(name: str) -> str | None:
    return f"ops.{name}" if name in _SAME else _RENAMED.get(name)
