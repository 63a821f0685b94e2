"""A class whose grading is interrupted: a process of its own, as in a terminal."""

import csv
import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import nbformat
import psutil
import pytest

GRADE = (sys.executable, "-c", "from grader.cli.grade import main; main()", "-a", "clase156-tarea", "--lang", "en")


def notebook(path: Path, source: str) -> None:
    path.parent.mkdir(exist_ok=True)
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)]), path)


def result(folder: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((folder / "result.json").read_text())
    return loaded


@pytest.mark.slow
def test_everyone_has_a_row_and_what_is_finished_stays(tmp_path: Path) -> None:
    notebook(tmp_path / "in" / "ana.ipynb", "print(1)")
    for name in ("luis", "pau"):
        notebook(tmp_path / "in" / f"{name}.ipynb", "import time; time.sleep(600)")
    (tmp_path / "in" / "eva.ipynb").write_text("nothing")
    out = tmp_path / "out"
    command = [*GRADE, "-j", "2", "-o", str(out), str(tmp_path / "in")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert {next(process.stderr).split()[1] for _ in range(2)} == {"ana:", "eva:"}
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        shown, _ = process.communicate(timeout=120)
    assert process.returncode == 130
    assert "not graded yet" in shown.lower()
    with (out / "summary.csv").open(encoding="utf-8-sig", newline="") as table:
        assert len(list(csv.DictReader(table))) == 4
    assert {name: result(out / name)["score"] for name in ("ana", "eva", "luis", "pau")} == {
        "ana": 5, "eva": 0, "luis": None, "pau": None,
    }  # fmt: skip
    assert not [one for one in psutil.process_iter(["cmdline"]) if str(out) in str(one.info["cmdline"])]
    before = (out / "ana" / "result.json").read_bytes()
    subprocess.run([*GRADE, "-o", str(out), str(tmp_path / "in" / "ana.ipynb")], check=False, capture_output=True)
    # Alone it is nobody's in particular: only found again, not run.
    assert result(out / "ana")["found_again"] == ["run"]
    assert json.loads(before)["tasks"] == result(out / "ana")["tasks"]
