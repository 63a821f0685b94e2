"""Fewer epochs than a notebook asks for, where the grader was asked for that; the notebook's own code goes on as ever.

`fit` is cut, and its `history` filled up with the last values to the length that was asked for, so that what plots or
indexes it does not break. Of hand-written loops those are cut that name their variable after epochs and train in
their body: `for epoch in range(50): ...`. Their own lists stay as short as they are; a `while`, a loop with a variable
of another name, and `fit(epochs=1)` in such a loop are not cut.
"""

import ast
import inspect
import itertools
import os
import re
from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import Any, Final

from IPython.core.interactiveshell import InteractiveShell

from .hooks import when_imported, wrap
from .protocol import EPOCH_CAP

__all__ = ["CutLoops", "capped", "install"]

_EPOCH: Final = re.compile(r"^_*(n_?)?(epoch|epoca|época)s?(_|\d|$)|^ep$", re.IGNORECASE)
_TRAINS: Final = re.compile(r"GradientTape|apply_gradients|train|fit\(|step\(|minimize\(")


def install(shell: InteractiveShell) -> None:
    """Cut every later training of an IPython shell, if the box was asked to."""
    if EPOCH_CAP in os.environ:
        when_imported("keras", _hook_keras)
        when_imported("tf_keras", _hook_tf_keras)
        shell.ast_transformers.append(CutLoops())


def _hook_keras(keras: ModuleType) -> None:
    if keras.__name__ == "keras":  # and not the legacy one under this name
        from keras.src.backend.tensorflow.trainer import TensorFlowTrainer

        wrap(TensorFlowTrainer, "fit", _fit)


def _hook_tf_keras(tf_keras: ModuleType) -> None:
    from tf_keras.src.engine.training import Model

    wrap(Model, "fit", _fit)


def _fit(original: Any, model: Any, *args: Any, **kwargs: Any) -> Any:
    bound = inspect.signature(original).bind(model, *args, **kwargs)
    bound.apply_defaults()
    first, last = int(bound.arguments["initial_epoch"]), int(bound.arguments["epochs"])
    cut = min(last, first + _cap())
    bound.arguments["epochs"] = cut
    history = original(*bound.args, **bound.kwargs)
    # One that stopped by itself before the cut has the length that it would have had.
    if cut < last and len(history.epoch) == cut - first:
        history.epoch = list(range(first, last))
        for values in history.history.values():
            values.extend(values[-1:] * (len(values) * (last - first) // (cut - first) - len(values)))
    return history


class CutLoops(ast.NodeTransformer):
    """Wraps what a loop over epochs runs through: `for epoch in X` becomes `for epoch in capped(X)`."""

    def visit_For(self, node: ast.For) -> ast.For:
        """The loop, changed in place where it is one over epochs that trains."""
        self.generic_visit(node)
        body = "\n".join(map(ast.unparse, node.body))
        if isinstance(node.target, ast.Name) and _EPOCH.search(node.target.id) and _TRAINS.search(body):
            call = ast.parse(f"__import__({__name__!r}, fromlist=('capped',)).capped()", mode="eval").body
            assert isinstance(call, ast.Call)
            call.args = [node.iter]
            node.iter = ast.fix_missing_locations(ast.copy_location(call, node.iter))
        return node


def capped(epochs: Iterable[Any]) -> Iterator[Any]:
    """The first of `epochs`, as many as the box was told."""
    return itertools.islice(epochs, _cap())


def _cap() -> int:
    return int(os.environ[EPOCH_CAP])
