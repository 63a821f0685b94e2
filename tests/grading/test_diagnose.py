"""From findings to the diagnoses of a result."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.diagnosis import Finding, Symptoms
from grader.exchange import EvidenceFolder
from grader.grading.candidates import Ran
from grader.grading.diagnose import known_mistakes
from grader.sandbox.protocol import Limits
from tests.diagnosis.submission import error, symptoms


def ran(known: Symptoms, folder: Path) -> Ran:
    return Ran(known.notebook, known.run, known.cells, EvidenceFolder(folder))


def test_code_is_indented_after_a_blank_line(tmp_path: Path) -> None:
    failed = error(0, 1, "ValueError", "Argument(s) not recognized: {'lr': 0.1}")
    known = symptoms("opt = keras.optimizers.SGD(lr=0.1)", errors={0: failed})
    (found,) = known_mistakes(ran(known, tmp_path), [], Limits(), "es")
    assert (found.code, found.cell, found.quote) == ("keras2-keyword", 1, "opt = keras.optimizers.SGD(lr=0.1)")
    assert found.fix == "Escríbelo con su nombre actual.\n\n    opt = keras.optimizers.SGD(learning_rate=0.1)"


def test_what_students_write_stays_short(tmp_path: Path) -> None:
    long = "x" * 5_000
    failed = error(0, 1, "ValueError", "Argument(s) not recognized: {'lr': 0.1}")
    (found,) = known_mistakes(ran(symptoms(f"{long} = SGD(lr=0.1)", errors={0: failed}), tmp_path), [], Limits(), "en")
    assert max(map(len, (found.symptom, found.cause, found.fix, found.quote or ""))) < 1_000


def test_a_defect_of_a_rule_costs_nobody_the_grade(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(known: Symptoms) -> Iterator[Finding]:
        raise ZeroDivisionError("in a rule")

    monkeypatch.setattr(sys.modules["grader.diagnosis.diagnose"], "RULES", (broken,))
    assert known_mistakes(ran(symptoms("x = 1"), tmp_path), [], Limits(), "en") == []
    assert "in a rule" in capsys.readouterr().err
