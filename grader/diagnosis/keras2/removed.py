"""`fit_generator`, `optimizer.lr`, `layer.input_shape`, `tf.Session`: what is no longer there under its old name."""

import ast
import re
from typing import Final

from grader.diagnosis.broken.errors import FirstError
from grader.diagnosis.broken.known import Remedy, replaced
from grader.diagnosis.source import Code
from grader.i18n import text

__all__ = ["removed_names"]

_MISSING: Final = re.compile(r"has no attribute '(\w+)'")
#: Old attribute → its successor.
_RENAMED: Final = {
    "fit_generator": "fit",
    "predict_generator": "predict",
    "evaluate_generator": "evaluate",
    "lr": "learning_rate",
    "input_shape": "input.shape",
    "output_shape": "output.shape",
    "activity_l1": "l1",
    "activity_l2": "l2",
}
#: The same for functions of the losses' module.
_LOSSES: Final = {"mse": "mean_squared_error", "mae": "mean_absolute_error", "kld": "kl_divergence"}
_TENSORFLOW_1: Final = {"Session", "placeholder", "contrib", "global_variables_initializer", "set_random_seed"}


def removed_names(code: Code, error: FirstError) -> Remedy | None:
    """An attribute that was renamed or went away."""
    match = _MISSING.search(error.message) if error.name == "AttributeError" else None
    if match is None or error.statement is None:
        return None
    old = match[1]
    if not any(isinstance(node, ast.Attribute) and node.attr == old for node in error.nodes()):
        return None
    if old in _TENSORFLOW_1 and "module 'tensorflow" in error.message:
        return _tensorflow_1(old)
    if old == "predict_classes":
        return Remedy(
            "keras2-removed",
            text("`{old}` went away with Keras 3.", old=old),
            text("Take the class with the largest output: `model.predict(x).argmax(axis=1)`."),
        )
    new = (_LOSSES if "'keras.losses'" in error.message else _RENAMED).get(old)
    if new is None:
        return None

    def change(node: ast.AST) -> ast.AST | None:
        if isinstance(node, ast.Attribute) and node.attr == old:
            node.attr = new
        return None

    return Remedy(
        "keras2-removed",
        text("What Keras 2 called `{old}` is `{new}` in Keras 3.", old=old, new=new),
        text("Use its name of today."),
        replaced(error.statement, change),
    )


def _tensorflow_1(old: str) -> Remedy:
    cause = text("`tf.{old}` belongs to TensorFlow 1.", old=old)
    if old == "set_random_seed":
        return Remedy(
            "tensorflow-1", cause, text("One line of Keras sets all seeds."), "keras.utils.set_random_seed(0)"
        )
    fix = text("TensorFlow 2 computes at once, without sessions: build the model with Keras layers and call `fit`.")
    return Remedy("tensorflow-1", cause, fix)
