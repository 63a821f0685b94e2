"""`grader check-rubric`: variants really run, and what stops it before anything runs."""

from pathlib import Path

import pytest

from grader.cli.main import main
from grader.mutants import KillMatrix, Verdict


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["check-rubric", "--lang", "en", *arguments])
    return int(ended.value.code or 0)


@pytest.mark.slow
def test_a_mutant_is_killed_and_honest_work_accepted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    only = [part for name in ("untrained", "wrong-sign", "linear-output") for part in ("--only", name)]
    assert run("clase156-tarea", *only, "-o", str(tmp_path), "--jobs", "2") == 0, capsys.readouterr().out
    matrix = KillMatrix.model_validate_json((tmp_path / "kill-matrix.json").read_bytes())
    assert {one.id: one.verdict for one in matrix.variants} == {
        "untrained": Verdict.KILLED,
        "wrong-sign": Verdict.KILLED,
        "linear-output": Verdict.ACCEPTED,
    }
    assert "3 variants, 0 of them not as they should be." in capsys.readouterr().out
    assert "wrong-sign<" in (tmp_path / "kill-matrix.svg").read_text()


def test_an_unknown_variant_is_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("clase156-tarea", "--only", "no-such") == 2
    assert "latent-784" in capsys.readouterr().err
