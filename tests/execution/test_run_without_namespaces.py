"""A notebook in a box without namespaces."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.execution.run import run_notebook
from grader.sandbox import Limits, Sandbox


@pytest.fixture
def folder() -> Iterator[Path]:
    """One that others can pass through, as tmp_path is not."""
    path = Path(tempfile.mkdtemp(prefix="grader-test-"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


def test_a_notebook_runs_as_ever(unprivileged: Sandbox, folder: Path) -> None:
    for name in ("evidence", "out"):
        (folder / name).mkdir()
    sources = [
        "import os; print(os.getuid() > 0)",
        "!echo from a shell",
        "import matplotlib.pyplot as plt; plt.plot([1, 2]); plt.show()",
        "import tempfile; tempfile.NamedTemporaryFile().write(b'x')",
        "import urllib.request; urllib.request.urlopen('http://example.org')",
        "while True: pass",
        "print('after')",
    ]
    record = run_notebook(
        list(enumerate(sources)),
        sandbox=unprivileged,
        evidence=folder / "evidence",
        out=folder / "out",
        limits=Limits(cell=10, wall=120),
    )
    assert record.profile == "unprivileged"
    assert [cell.status for cell in record.cells] == ["ok", "ok", "ok", "ok", "error", "timeout", "ok"]
    assert [record.cells[number].text.strip() for number in (0, 1, 3, 6)] == ["True", "from a shell", "1", "after"]
    assert record.cells[4].error is not None
    assert record.cells[4].error.name == "URLError"
    assert sorted(path.name for path in (folder / "evidence" / "cells").iterdir())[0] == "0000.json"
