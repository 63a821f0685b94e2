"""What grading each assignment's reference notebook costs, beside the bare script of its cells.

    python -m benchmarks.assignments [NAME ...]

Both run in turn, in one go, each from nothing; a grade below full marks ends it. Aim: under six minutes on two cores.
"""

import argparse
import tempfile
from contextlib import suppress
from pathlib import Path

import nbformat
import numpy as np
from rich.console import Console
from rich.progress import track

from benchmarks.cost import Cost, measure
from benchmarks.overhead import GRADE
from benchmarks.rivals import bare_script, home
from grader.assignment import available
from grader.calibration.notebook import has_reference, reference_notebook
from grader.datasets import load
from grader.errors import MissingDataset

__all__ = ["main"]

_MNIST = """\
import keras
import numpy
known = numpy.load("mnist.npz")
keras.datasets.mnist.load_data = lambda: ((known["x"], known["y"]), (known["x_test"], known["y_test"]))
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="all that have a reference, without any")
    names = parser.parse_args().names or [name for name in available() if has_reference(name)]
    for name in track(names, description="measuring", console=Console(stderr=True)):
        print(_told(name, *_measured(name)), flush=True)


def _told(name: str, graded: Cost, bare: Cost) -> str:
    """One line, told at once: all of them take an hour, and what was measured is not to be lost with the rest."""
    return (
        f"{name}: grade {graded.wall:.0f} s (processor {graded.cpu:.0f} s), bare script {bare.wall:.0f} s "
        f"(processor {bare.cpu:.0f} s), ratio {graded.wall / bare.wall:.2f}"
    )


def _measured(name: str) -> tuple[Cost, Cost]:
    """The grade and the bare script of an assignment's reference."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        notebook = folder / "reference.ipynb"
        nbformat.write(reference_notebook(name), notebook)
        graded = measure([*GRADE, "-a", name, "-o", "out", "--fail-under", "100", str(notebook)], folder)
        command = bare_script(notebook, folder)
        _give_mnist(folder)
        return graded, measure(command, folder, home(folder))


def _give_mnist(folder: Path) -> None:
    """Let the bare script have the grader's own copy: Keras would take no other file than its own, and fetch that."""
    with suppress(MissingDataset):
        known = load("mnist")
        np.savez(folder / "mnist.npz", x=known.x_train, y=known.y_train, x_test=known.x_test, y_test=known.y_test)
        script = folder / "bare.py"
        script.write_text(_MNIST + script.read_text(encoding="utf-8"), encoding="utf-8")


if __name__ == "__main__":
    main()
