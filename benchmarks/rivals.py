"""Other ways to run a notebook, as commands to be measured: the bare script, nbconvert, and nbgrader's autograde."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import PythonExporter

from grader.datasets import load

__all__ = ["NBGRADER", "bare_script", "home", "nbconvert", "nbgrader", "nbgrader_course"]

#: Environment variable that names the program `nbgrader`, in an environment of its own in which the notebook runs too.
NBGRADER = "GRADER_NBGRADER"
_TASK = "tarea"


def home(folder: Path) -> Mapping[str, str]:
    """Variables of a user whose Keras cache below `folder` already holds the data, as after a first run."""
    cache = folder / "home" / ".keras" / "datasets" / "fashion-mnist"
    cache.mkdir(parents=True)
    for file in load("fashion_mnist").source.glob("*.gz"):
        (cache / file.name).symlink_to(file)
    return {**os.environ, "HOME": str(folder / "home"), "MPLBACKEND": "Agg", "CUDA_VISIBLE_DEVICES": "-1"}


def bare_script(notebook: Path, folder: Path) -> Sequence[str]:
    """The notebook's cells as one script."""
    source = PythonExporter().from_notebook_node(nbformat.read(notebook, as_version=4))[0]
    (folder / "bare.py").write_text(str(source), encoding="utf-8")
    return [sys.executable, "bare.py"]


def nbconvert(notebook: Path, folder: Path) -> Sequence[str]:
    """`jupyter nbconvert --execute`."""
    target = str(folder / "nbconvert.ipynb")
    return [sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute", "--output", target, str(notebook)]


def nbgrader() -> str | None:
    """The program, where there is one."""
    return os.environ.get(NBGRADER) or shutil.which("nbgrader")


def nbgrader_course(program: str, notebook: Path, students: Sequence[str], folder: Path) -> Sequence[str]:
    """A course whose students all handed in `notebook`; the command that autogrades them, one after the other.

    Its one test reads a variable of the notebook, as nbgrader's tests do; nothing is inferred or reported.
    """
    folder.mkdir(parents=True)
    source = nbformat.read(notebook, as_version=4)
    source.cells.append(_test_cell())
    for path in (f"source/{_TASK}", *(f"submitted/{student}/{_TASK}" for student in students)):
        (folder / path).mkdir(parents=True)
        nbformat.write(source, folder / path / "tarea.ipynb")
    (folder / "nbgrader_config.py").write_text("c = get_config()\nc.ExecutePreprocessor.timeout = 900\n")
    # it calls alembic, which stands beside it
    called = ["/usr/bin/env", f"PATH={Path(program).parent}:{os.environ['PATH']}", program]
    subprocess.run([*called, "generate_assignment", _TASK], cwd=folder, check=True, capture_output=True)
    return [*called, "autograde", _TASK]


def _test_cell() -> Any:
    metadata = {"schema_version": 3, "grade": True, "locked": True, "solution": False, "task": False}
    cell = nbformat.v4.new_code_cell("assert 'keras' in dir()")
    cell.metadata["nbgrader"] = {**metadata, "grade_id": "auc", "points": 1, "cell_type": "code"}
    return cell
