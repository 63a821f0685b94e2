"""The archive, unpacked and run as Gradescope's harness does, with this environment for the one setup.sh installs."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

from grader.assignment import find_assignment
from grader.criteria import kinds
from grader.errors import MissingDataset
from grader.lms.autograder import Autograder, write_gradescope
from grader.sandbox import Sandbox


@pytest.fixture
def root(unprivileged: Sandbox) -> Iterator[Path]:
    """A tree like /autograder, which the user of a box can pass through."""
    made = Path(tempfile.mkdtemp(prefix="autograder-"))
    made.chmod(0o755)
    try:
        archive = made / "autograder.zip"
        assignment = find_assignment("clase156-tarea", kinds())
        write_gradescope(Autograder(assignment, "en", "600s", "unprivileged"), archive)
        shutil.unpack_archive(archive, made / "source")
        shutil.copy(made / "source" / "run_autograder", made)
        (made / "run_autograder").chmod(0o755)  # unzip takes that from the archive, shutil does not
        for name in ("assignments", "data"):
            (made / "source" / name).chmod(0o700)
        (made / "results").mkdir(mode=0o700)
        program = made / "venv" / "bin" / "grader"
        program.parent.mkdir(parents=True)
        program.write_text(
            f'#!/bin/sh\nPYTHONPATH="{made}/source" exec {sys.executable} -c '
            '"from grader.cli.main import main; main()" "$@"\n'
        )
        program.chmod(0o755)
        yield made
    except MissingDataset as error:
        pytest.skip(str(error))
    finally:
        shutil.rmtree(made)


def test_a_submission_is_graded_by_what_is_in_the_archive(root: Path) -> None:
    told = graded(root, "import os\nprint('user', os.getuid())", "1 / 0")
    assert told["score"] == sum(test["score"] for test in told["tests"])
    assert {"name", "score", "max_score", "status", "output"} <= told["tests"][0].keys()
    result = json.loads(next((root / "results" / "grade").glob("*/result.json")).read_text())
    assert (result["status"], result["isolation"]["profile"]) == ("graded", "unprivileged")
    assert result["score"] == told["score"]
    ran = json.loads(next((root / "results" / "grade").glob("*/evidence/run.json")).read_text())
    assert [cell["status"] for cell in ran["cells"]] == ["ok", "error"]


def test_what_is_no_notebook_is_told_to_the_student(root: Path) -> None:
    (root / "submission").mkdir()
    (root / "submission" / "tarea.ipynb").write_text("{")
    told = answered(root)
    assert told["score"] == 0
    assert "tarea.ipynb" in told["output"]


def graded(root: Path, *cells: str) -> Any:
    (root / "submission").mkdir()
    code = [nbformat.v4.new_code_cell(cell) for cell in cells]
    nbformat.write(nbformat.v4.new_notebook(cells=code), root / "submission" / "tarea.ipynb")
    return answered(root)


def answered(root: Path) -> Any:
    """`results.json` after one run; the harness has no variable of ours but the place of the tree."""
    environment = {"PATH": os.environ["PATH"], "HOME": "/root", "AUTOGRADER_ROOT": str(root)}
    ran = subprocess.run([root / "run_autograder"], env=environment, cwd=root, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return json.loads((root / "results" / "results.json").read_text())
