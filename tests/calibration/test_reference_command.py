"""`grader reference`: a whole calibration, and what stops it before anything runs."""

import shutil
from pathlib import Path

import pytest

from grader.assignment import assignment_folder
from grader.calibration import Calibration
from grader.cli.main import main
from grader.outcome import Outcome


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["reference", "--lang", "en", *arguments])
    return int(ended.value.code or 0)


@pytest.mark.slow
def test_the_homework_is_calibrated_and_nothing_is_run_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "assignments" / "clase156-tarea"
    shutil.copytree(assignment_folder("clase156-tarea"), folder, ignore=shutil.ignore_patterns("calibration.*"))
    monkeypatch.setenv("GRADER_ASSIGNMENTS_DIR", str(folder.parent))
    out = str(tmp_path / "runs")
    assert run("clase156-tarea", "--seeds", "1", "-o", out) == 0
    calibration = Calibration.model_validate_json((folder / "calibration.json").read_bytes())
    (task,) = calibration.tasks
    reached = {criterion.id: criterion for criterion in task.criteria}
    assert all(criterion.outcomes == [Outcome.PASS] for criterion in task.criteria)
    assert reached["roc_auc"].baselines["mean_image"].outcome is Outcome.PASS  # facts: 0.891, and it must not matter
    assert reached["reconstruction"].baselines["mean_image"].outcome is Outcome.FAIL
    assert (folder / "calibration.svg").read_text().startswith("<?xml")
    capsys.readouterr()

    assert run("clase156-tarea", "--seeds", "1", "-o", out, "--dry-run") == 0
    assert Calibration.model_validate_json((folder / "calibration.json").read_bytes()) == calibration
    said = capsys.readouterr()
    assert "roc_auc" in said.out
    assert "1/1" in said.err


def test_an_unknown_assignment_is_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("no-such") == 2
    assert "clase156-tarea" in capsys.readouterr().err


def test_an_assignment_without_a_reference_is_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = assignment_folder("clase156-tarea") / "assignment.yaml"
    (tmp_path / "assignment.yaml").write_text(source.read_text().replace("name: clase156-tarea", "name: own", 1))
    assert run(str(tmp_path)) == 2
    assert "has no reference notebook" in capsys.readouterr().err


def test_whose_training_is_repeated_is_told_by_its_names(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("clase156-tarea", "--replay", "sometimes") == 2
    assert "always, suspect, sample:5%" in capsys.readouterr().err
