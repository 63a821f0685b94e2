"""Notebooks of other frameworks are recognised by what they import."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.intake import Cell, Notebook, foreign_framework


def framework(*sources: str) -> str | None:
    cells = tuple(Cell(i, "code", source) for i, source in enumerate(sources))
    return foreign_framework(Notebook(Path("x.ipynb"), "0" * 64, cells, None))


@pytest.mark.parametrize(
    "source",
    [
        "import torch",
        "import numpy as np, torch.nn as nn",
        "from torch import nn",
        "try:\n    import pytorch_lightning as pl\nexcept ImportError:\n    !pip install lightning\n",
        "%%time\nimport torch",
        "!pip install torch\nimport torch",
        "x = !ls\nimport torch  # does not parse",
        "import numpy as np, torch as t\nprint 'Python 2'",
        "print('\\d')\nimport torch",
        "import torch\n" + "x = 1\n" * 20_000,
    ],
)
def test_torch_is_pytorch(source: str) -> None:
    assert framework(source) == "PyTorch"


@pytest.mark.parametrize("source", ["import jax.numpy as jnp", "from flax import linen"])
def test_jax_is_jax(source: str) -> None:
    assert framework(source) == "JAX"


@pytest.mark.parametrize(
    "sources",
    [
        ("import torch", "import tensorflow as tf"),
        ("import torch", "from keras import layers"),
        ("import torch", "import tf_keras"),
        ("import torch", "from tensorflow.keras.models import Model\nprint 'Python 2'"),
    ],
)
def test_with_keras_beside_it_nothing_is_foreign(sources: tuple[str, ...]) -> None:
    assert framework(*sources) is None


@pytest.mark.parametrize(
    "source",
    [
        "x = 1",
        "# import torch",
        "'''\nimport torch\n'''",
        "!pip install torch",
        "%%bash\nimport torch",
        "%%writefile t.py\nimport torch",
        "from .torch import x",
        "import torchlight",
        "(" * 10_000,
        "not " * 12_000 + "1",
        "a" + ".a" * 20_000,
        "a = '\0'",
    ],
)
def test_what_imports_none_of_them_is_not_foreign(source: str) -> None:
    assert framework(source) is None


def test_a_giant_cell_is_searched_line_by_line_and_not_parsed() -> None:
    assert framework('s = """\nimport torch\n"""\n' + "x = 1\n" * 10_000) == "PyTorch"


def test_markdown_is_not_code() -> None:
    notebook = Notebook(Path("x.ipynb"), "0" * 64, (Cell(0, "markdown", "import torch"),), None)
    assert foreign_framework(notebook) is None


@given(st.text() | st.text(alphabet="import fromtch.,;#%!()'\"\\\n\t =:"))
def test_no_source_breaks_it(source: str) -> None:
    assert framework(source) in (None, "PyTorch", "JAX")
