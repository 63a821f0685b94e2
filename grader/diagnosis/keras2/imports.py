"""`keras.layers.core`, `keras.utils.np_utils`, `ImageDataGenerator` and others: imports that moved."""

import ast
from collections.abc import Iterator
from typing import Final

from grader.diagnosis.broken.errors import FirstError
from grader.diagnosis.broken.known import Remedy
from grader.diagnosis.source import Code
from grader.i18n import text

__all__ = ["moved_imports"]

#: Module below `keras.` → where its names are today.
_MODULES: Final = {
    "layers.core": "layers",
    "layers.convolutional": "layers",
    "layers.normalization": "layers",
    "layers.advanced_activations": "layers",
    "layers.merge": "layers",
    "layers.noise": "layers",
    "layers.pooling": "layers",
    "layers.embeddings": "layers",
    "layers.recurrent": "layers",
    "layers.experimental.preprocessing": "layers",
    "engine": "layers",
    "engine.topology": "layers",
    "engine.base_layer": "layers",
    "engine.training": "models",
    "objectives": "losses",
    "utils.np_utils": "utils",
    "utils.vis_utils": "utils",
}
#: Module and name → the line for it.
_NAMES: Final = {
    ("utils", "np_utils"): "from keras.utils import to_categorical  # instead of np_utils.to_categorical",
    ("utils", "vis_utils"): "from keras.utils import plot_model  # instead of vis_utils.plot_model",
    ("preprocessing.image", "ImageDataGenerator"): (
        "from tensorflow.keras.preprocessing.image import ImageDataGenerator"
    ),
    **{
        ("optimizers", old.lower()): f"from keras.optimizers import {old}"
        for old in ("Adam", "SGD", "RMSprop", "Adadelta", "Adagrad", "Adamax", "Nadam")
    },
}
_LAYER_OF_ENGINE: Final = {"Layer", "InputSpec"}


def moved_imports(code: Code, error: FirstError) -> Remedy | None:
    """An import that failed because Keras 3 has what it asks for elsewhere."""
    if error.name not in ("ImportError", "ModuleNotFoundError"):
        return None
    lines = [line for node in error.nodes() for line in _lines(node)]
    if not lines:
        return None
    return Remedy(
        "keras2-import",
        text("That is where Keras 2 kept it; in Keras 3 it has another place."),
        text("Import it from where it is today."),
        "\n".join(dict.fromkeys(lines)),
    )


def _lines(node: ast.AST) -> Iterator[str]:
    """The import as it works today; none where nothing is known about it."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            root, module = _split(alias.name)
            if module in _MODULES:
                yield ast.unparse(ast.Import([ast.alias(f"{root}.{_MODULES[module]}", alias.asname)]))
    elif isinstance(node, ast.ImportFrom) and node.module:
        root, module = _split(node.module)
        named = [_NAMES[module, alias.name] for alias in node.names if (module, alias.name) in _NAMES]
        yield from named
        if module in _MODULES and not named:
            names = [alias for alias in node.names if module != "engine.topology" or alias.name in _LAYER_OF_ENGINE]
            yield ast.unparse(ast.ImportFrom(f"{root}.{_MODULES[module]}", names or node.names, 0))


def _split(path: str) -> tuple[str, str]:
    """The package of Keras that a module belongs to, and its place below."""
    for root in ("tensorflow.python.keras", "tensorflow.keras", "tf_keras", "keras"):
        if path.startswith(root + "."):
            return ("tensorflow.keras" if root == "tensorflow.python.keras" else root), path[len(root) + 1 :]
    return "", ""
