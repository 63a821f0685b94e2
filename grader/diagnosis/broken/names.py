"""A NameError that follows from no other error."""

import ast
from typing import Final

from grader.diagnosis.broken.errors import FirstError, bound, undefined
from grader.diagnosis.broken.known import Remedy
from grader.diagnosis.source import Code
from grader.i18n import text

__all__ = ["undefined_names"]

#: Names that everybody gives to the same import.
_USUAL: Final = {
    "np": "import numpy as np",
    "plt": "import matplotlib.pyplot as plt",
    "pd": "import pandas as pd",
    "sns": "import seaborn as sns",
    "tf": "import tensorflow as tf",
    "keras": "import keras",
    "layers": "from keras import layers",
    "roc_auc_score": "from sklearn.metrics import roc_auc_score",
    "roc_curve": "from sklearn.metrics import roc_curve",
    "TSNE": "from sklearn.manifold import TSNE",
    "PCA": "from sklearn.decomposition import PCA",
}


def undefined_names(code: Code, error: FirstError) -> Remedy | None:
    """A name that is only defined further down, or an import that was forgotten."""
    name = undefined(error.name, error.message)
    if name is None:
        return None
    later = [cell.number for cell in code.cells if cell.number > error.cell.number and _defines(cell.nodes, name)]
    earlier = any(_defines(cell.nodes, name) for cell in code.cells if cell.number <= error.cell.number)
    if later and not earlier:
        return Remedy(
            "cells-out-of-order",
            text("`{name}` is only defined in cell {later}, further down.", name=name, later=later[0]),
            text("Move that cell up, and run the notebook with “Restart and run all” before you hand it in."),
        )
    if name in _USUAL and not earlier:
        return Remedy(
            "missing-import",
            text("`{name}` is never imported in this notebook.", name=name),
            text("Import it in the first cell."),
            _USUAL[name],
        )
    return None


def _defines(nodes: list[ast.AST], name: str) -> bool:
    return any(isinstance(node, ast.stmt) and name in bound(node) for node in nodes)
