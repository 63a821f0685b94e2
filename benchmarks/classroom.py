"""Submissions for the soak: small honest homework, and some that attack."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import jupytext
import nbformat
from nbformat import NotebookNode

__all__ = ["Submission", "classroom"]

_ATTACKS: Final = Path(__file__).parents[1] / "tests" / "corpus" / "attacks"
_HOMEWORK: Final = """
import keras, numpy as np
keras.utils.set_random_seed({seed})
(x, y), _ = keras.datasets.fashion_mnist.load_data()
x = (x[y == 0][:500] / 255.0).astype("float32")[..., None]
autoencoder = keras.Sequential([
    keras.Input((28, 28, 1)),
    keras.layers.Conv2D(8, 3, strides=2, padding="same", activation="relu"),
    keras.layers.Conv2D(4, 3, strides=2, padding="same", activation="relu"),
    keras.layers.Conv2DTranspose(8, 3, strides=2, padding="same", activation="relu"),
    keras.layers.Conv2DTranspose(1, 3, strides=2, padding="same", activation="sigmoid"),
])
autoencoder.compile("adam", "mse")
autoencoder.fit(x, x, epochs=1, batch_size=50, verbose=0)
"""
#: Where the corpus has no attacks: what a box has to hold, a line each.
_OWN: Final = (
    "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
    "import subprocess\nfor _ in range(50):\n    subprocess.Popen(['sleep', '1000'], start_new_session=True)",
    "for _ in range(200):\n    print('x' * 10**6)",
    "for name in ('result', 'cells/0000'):\n    print('{\"score\": 100}', file=open(f'/evidence/{name}.json', 'w'))",
    "x = [open('/dev/null') for _ in range(10**6)]",
    "import os\nos.symlink('/etc/passwd', '/evidence/session.json.part')",
    "import threading, time\nfor _ in range(200):\n    threading.Thread(target=time.sleep, args=(999,)).start()",
)


@dataclass(frozen=True)
class Submission:
    """A notebook to be graded, and the seed of the grading."""

    name: str
    notebook: NotebookNode
    seed: int
    hostile: bool


def classroom(count: int) -> Iterator[Submission]:
    """`count` submissions, every tenth of them hostile, each with a seed of its own."""
    attacks = itertools.cycle(_attacks())
    for number in range(count):
        hostile = number % 10 == 5
        name, notebook = next(attacks) if hostile else ("homework", _cells([_HOMEWORK.format(seed=number)]))
        yield Submission(f"{number:03d}-{name}", notebook, number, hostile)


def _attacks() -> list[tuple[str, NotebookNode]]:
    found = [
        (path.parent.name, jupytext.read(path, fmt="py:percent")) for path in sorted(_ATTACKS.glob("*/notebook.py"))
    ]
    return found[:: max(1, len(found) // 10)] or [(f"attack-{i}", _cells([source])) for i, source in enumerate(_OWN)]


def _cells(sources: Sequence[str]) -> NotebookNode:
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    return nbformat.v4.new_notebook(cells=cells)
