"""What the tests of several references share."""

import runpy
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.datasets import available, load
from reference.build import ROOT


@pytest.fixture
def images():
    """Sixteen pictures, each shown four times: there is something to learn."""
    return np.tile(np.random.default_rng(0).random((16, 784), dtype=np.float32), (4, 1))


@pytest.fixture
def run_notebook(monkeypatch) -> Callable[[str], dict[str, Any]]:
    """Run the notebook of a reference on the real MNIST; what it binds comes back."""
    if not available("mnist"):
        pytest.skip("needs the real MNIST")
    import keras
    import matplotlib.pyplot as plt

    known = load("mnist")
    splits = (known.x_train, known.y_train), (known.x_test, known.y_test)
    monkeypatch.setattr(keras.datasets.mnist, "load_data", lambda: splits)
    monkeypatch.setattr(plt, "show", lambda: plt.close("all"))
    return lambda folder: runpy.run_path(str(ROOT / "reference" / folder / "notebook.py"))
