"""What a box claims costs the grader only so much, and never makes it fail."""

import json
from pathlib import Path

import pytest

from grader.grading import candidates as tracing
from grader.grading.candidates import candidates
from grader.grading.gaps import session_and_gaps
from tests.fuzz.evidence import record
from tests.fuzz.judging import judge_again
from tests.grading.claims import claimed, toy


def test_a_flood_of_notes_is_told_in_part(tmp_path: Path) -> None:
    _, gaps = session_and_gaps(claimed(tmp_path, notes=[f"note {n}" for n in range(200)]), "en")
    assert [gap.code for gap in gaps] == ["not-recorded"] * 20


def test_trainings_beyond_the_time_for_them_are_not_recognised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = claimed(tmp_path)
    (candidate,) = candidates(ran, [toy()])
    assert candidate.history[0].origins[0].identified == 1
    monkeypatch.setattr(tracing, "_TRACING", 0.0)
    (candidate,) = candidates(ran, [toy()])
    assert candidate.history[0].origins[0].identified == 0


def test_a_model_of_another_size_than_its_training_is_not_measured(tmp_path: Path) -> None:
    record(tmp_path, [toy().x_train[:50]], [b"graph"])
    file = tmp_path / "cells" / "0000.json"
    cell = json.loads(file.read_text())
    cell["snapshots"][0]["input_shape"] = [5, 5]
    file.write_text(json.dumps(cell))
    judged = judge_again(tmp_path, 1, {"fashion_mnist": toy()})
    assert judged.measured is None
    assert any("takes and gives 25 values per image" in criterion.message for criterion in judged.result.criteria)
