"""Our own programs, started warm: a kernel that trains, and the two halves of a model."""

from collections.abc import Iterator
from pathlib import Path

import nbformat
import numpy as np
import pytest

from grader.box.graphs import freeze
from grader.execution.run import run_notebook
from grader.inference import infer
from grader.sandbox import Limits, Sandbox
from grader.sandbox.bubblewrap import Bubblewrap
from grader.sandbox.warm import ForkServer, WarmBoxes
from tests.box import autoencoders as models

pytestmark = pytest.mark.slow

TRAIN = """
import sys
known = "keras" in sys.modules
import keras, numpy as np
x = np.random.default_rng(0).random((200, 28, 28, 1), "float32")
model = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(16, "relu"),
                          keras.layers.Dense(784, "sigmoid"), keras.layers.Reshape((28, 28, 1))])
model.compile("adam", "mse")
history = model.fit(x, x, epochs=2, verbose=0)
"""
SHOW = """
import matplotlib.pyplot as plt, os
from absl import logging
plt.plot([1, 2])
plt.show()
logging.warning("seen by the student")
print(sorted(os.environ))
"""
DRAW = """
import random, numpy as np, tensorflow as tf
print(random.random(), np.random.rand(), float(tf.random.normal(())), float(keras.random.normal(())), model.get_weights()[0][0, 0])
"""  # noqa: E501


@pytest.fixture(scope="module")
def kernels(bubblewrap: Sandbox) -> Iterator[WarmBoxes]:
    with ForkServer("box.kernel") as server:
        server.start()
        yield WarmBoxes(server.address)


@pytest.fixture(scope="module")
def halves(bubblewrap: Sandbox) -> Iterator[WarmBoxes]:
    with ForkServer("box.infer") as server:
        server.start()
        yield WarmBoxes(server.address)


def test_the_walls_hold_around_libraries_too(kernels: WarmBoxes, halves: WarmBoxes) -> None:
    kernels.check()
    halves.check()


def test_a_kernel_trains_and_is_recorded(kernels: WarmBoxes, tmp_path: Path) -> None:
    drawn = []
    for name in ("one", "two"):
        evidence, out = tmp_path / name / "evidence", tmp_path / name / "out"
        evidence.mkdir(parents=True)
        out.mkdir()
        cells = list(enumerate([TRAIN, DRAW, "while True: pass", "print(known, __name__)"]))
        run = run_notebook(cells, sandbox=kernels, evidence=evidence, out=out, limits=Limits(cell=30))
        assert [cell.status for cell in run.cells] == ["ok", "ok", "timeout", "ok"]
        assert run.cells[3].text == "True __main__\n"
        assert run.profile == "bubblewrap"
        assert list((evidence / "graphs").iterdir())
        assert run.cpu > 1
        assert run.peak_memory > 50 * 2**20
        drawn.append(run.cells[1].text.split())
    assert not set(drawn[0]) & set(drawn[1])  # siblings share no state of any generator of numbers


def test_libraries_imported_before_show_and_tell_as_in_a_cold_kernel(kernels: WarmBoxes, tmp_path: Path) -> None:
    shown = {}
    for name, sandbox in (("warm", kernels), ("cold", Bubblewrap())):
        evidence, out = tmp_path / name / "evidence", tmp_path / name / "out"
        evidence.mkdir(parents=True)
        out.mkdir()
        run_notebook([(0, "import keras"), (1, SHOW)], sandbox=sandbox, evidence=evidence, out=out)
        outputs = nbformat.read(out / "executed.ipynb", 4).cells[1].outputs
        assert any("image/png" in output.get("data", {}) for output in outputs)
        shown[name] = [output.text for output in outputs if output.output_type == "stream"]
    assert shown["warm"] == shown["cold"]
    assert "WARNING:absl:seen by the student\n" in shown["warm"]


def test_cells_that_set_variables_find_nothing_imported(kernels: WarmBoxes, tmp_path: Path) -> None:
    evidence, out = tmp_path / "evidence", tmp_path / "out"
    evidence.mkdir()
    out.mkdir()
    cells = [(0, "import os; os.environ['KERAS_BACKEND'] = 'numpy'"), (1, "import sys; print('keras' in sys.modules)")]
    from grader.sandbox.warm.start import WarmStart

    sandbox = WarmStart({"box.kernel": kernels._address}, print)
    assert run_notebook(cells, sandbox=sandbox, evidence=evidence, out=out).cells[1].text == "False\n"


def test_both_halves_give_the_same_numbers_as_cold_ones(halves: WarmBoxes) -> None:
    model = models.convolutional()
    images = np.random.default_rng(0).random((230, 28, 28, 1)).astype(np.float32)
    graph = freeze(lambda x: model(x, training=False), (28, 28, 1)).graph
    warm, cold = (infer(graph, images, sandbox=box, limits=Limits(wall=180)) for box in (halves, Bubblewrap()))
    assert warm.outputs.tobytes() == cold.outputs.tobytes()
    assert warm.code.tobytes() == cold.code.tobytes()
    assert warm.weak_encoder is not None
    assert cold.weak_encoder is not None
    assert warm.weak_encoder.tobytes() == cold.weak_encoder.tobytes()
