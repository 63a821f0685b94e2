"""Saving without an extension, loading what is no longer read."""

import ast
from typing import Final

from grader.diagnosis.broken.errors import FirstError
from grader.diagnosis.broken.known import Remedy, replaced
from grader.diagnosis.source import Code, last_name
from grader.i18n import text

__all__ = ["file_extensions"]

#: Words of the message → the extension that is wanted.
_WANTED: Final = {
    "Invalid filepath extension for saving": ".keras",
    "must end in `.keras`": ".keras",
    "must end in `.weights.h5`": ".weights.h5",
}
_SAVES: Final = ("save", "save_model", "save_weights", "ModelCheckpoint")


def file_extensions(code: Code, error: FirstError) -> Remedy | None:
    """A model saved under a name that Keras 3 refuses, or loaded from a format that it no longer reads."""
    wanted = next((extension for words, extension in _WANTED.items() if words in error.message), None)
    if wanted is not None and error.statement is not None:
        return Remedy(
            "file-extension",
            text("Keras 3 tells the format from the end of the name: `{wanted}` here.", wanted=wanted),
            text("Let the name end so."),
            replaced(error.statement, lambda node: _renamed(node, wanted)),
        )
    if "Could not deserialize 'keras.metrics.mse'" in error.message:
        return Remedy(
            "old-file",
            text("An `.h5` file of a model that was compiled with 'mse' cannot be compiled again by Keras 3."),
            text("Save it as `.keras`, or load it with `compile=False`."),
        )
    if "File format not supported" in error.message:
        return Remedy(
            "old-file",
            text("Keras 3 reads `.keras` files, and weights that end in `.weights.h5`; nothing else."),
            text("Save the model anew, with `model.save('model.keras')`, and load that file."),
        )
    return None


def _renamed(node: ast.AST, wanted: str) -> ast.AST | None:
    """A call that saves, with the extension at the end of the name."""
    if not isinstance(node, ast.Call) or last_name(node.func) not in _SAVES:
        return None
    texts = (inner for inner in ast.walk(node) if isinstance(inner, ast.Constant) and isinstance(inner.value, str))
    name = next(texts, None)
    if name is None:
        return None
    stem = str(name.value).removesuffix(".h5").removesuffix(".hdf5").removesuffix(".weights").rstrip("/")
    name.value = stem + wanted
    return node
