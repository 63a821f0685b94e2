"""Tasks that compare models: each is measured, and judged by the criteria that are about it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.assignment import CriterionSpec, Task
from grader.assignment.references import References
from grader.criteria import Case, Judgement, kinds
from grader.criteria.protocol import ASKING, REGISTERED
from grader.exchange import EvidenceFolder
from grader.execution import CellRun, RunRecord
from grader.grading.candidates import Ran, candidates
from grader.grading.options import Options
from grader.grading.task import Judge, Judged
from grader.i18n import text
from grader.intake import Cell, Notebook
from grader.matching import Answer
from grader.measurement import Challenge, Question
from grader.outcome import Outcome
from grader.replay import When
from grader.sandbox import Limits
from tests.fuzz.evidence import components, record
from tests.fuzz.judging import NumpyBoxes
from tests.grading.claims import toy

NARROW, WIDE = 2, 9


def task(*criteria: dict[str, Any]) -> Task:
    title = {"es": "x", "en": "x"}
    known = {"declared_name": "x", "headings": ["x"], "measure": {"kind": "reconstruction"}}
    return Task.model_validate(
        {
            "id": "pca",
            "title": title,
            **known,
            "rivals": [{"id": "wide", **known}, {"id": "widths", "family": True, **known}],
            "criteria": [{"title": title, "points": 10, **criterion} for criterion in criteria],
            "acceptance": [criteria[0]["id"]],
        }
    )


@pytest.fixture
def judge(tmp_path: Path) -> Judge:
    """Of a notebook that trained a narrow model and a wide one."""
    images, root = toy().x_train, tmp_path / "evidence"
    root.mkdir()
    record(root, [images[:50]] * 2, [components(images, width) for width in (NARROW, WIDE)])
    cells = [CellRun(index=i, order=i, status="ok", error=None, text="", seconds=1, peak_memory=1) for i in range(2)]
    run = RunRecord(status="completed", profile="numpy", cells=cells, wall=1, cpu=1, peak_memory=1)
    notebook = Notebook(Path("x"), "0" * 64, (Cell(0, "code", "x"), Cell(1, "code", "x")), None)
    options = Options(out=tmp_path / "out", lang="en", private=3, fresh=True, replay=When(False))
    kinds()  # all are registered
    ran = Ran.read(notebook, run, EvidenceFolder(root))
    return Judge(ran, {"fashion_mnist": toy()}, NumpyBoxes(), Limits(), options, References(), alone=False)


def judged(judge: Judge, asked: Task, *, rival: bool = True) -> Judged:
    narrow, wide = (Answer(candidate, [], None) for candidate in candidates(judge.ran, [toy()]))
    answers = {"pca": [narrow], "pca.widths": [narrow, wide], **({"pca.wide": [wide]} if rival else {})}
    return judge.answer(asked, answers)


ERROR = {"kind": "reconstruction", "bounds": {"at_most": 1.0}}


def test_a_criterion_is_about_the_model_it_names(judge: Judge) -> None:
    found = judged(judge, task({"id": "own", **ERROR}, {"id": "its", "model": "wide", **ERROR}))
    own, its = (criterion.measured for criterion in found.result.criteria)
    assert own is not None
    assert its is not None
    assert own > its > 0
    assert found.measured is not None
    assert found.measured.code_size == NARROW
    sizes = [case.measured and case.measured.code_size for case in found.case.families["widths"]]
    assert sizes == [NARROW, WIDE]


def test_a_rival_that_is_missing_costs_its_criteria_only(judge: Judge) -> None:
    found = judged(judge, task({"id": "own", **ERROR}, {"id": "its", "model": "wide", **ERROR}), rival=False)
    own, its = found.result.criteria
    assert (own.outcome, own.points, its.outcome, its.points) == (Outcome.PASS, 10, Outcome.SKIPPED, 0)
    assert found.case.rivals["wide"].snapshot is None
    assert found.result.accepted


def test_a_rival_is_asked_its_own_questions_and_knows_the_tasks_model(
    judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, Any]] = []

    def ask(spec: CriterionSpec, challenge: Challenge) -> Question:
        asked.append((spec.id, challenge.own and challenge.own.code_size))
        return Question((spec.id,), np.full((3, 28, 28), len(asked) / 4, np.float32), lambda test, own: own[:2])

    def passing(spec: CriterionSpec, case: Case) -> Judgement:
        assert case.measured is not None
        assert list(case.measured.answers) == [spec.id]
        answer = case.measured.answers[spec.id]
        assert answer.asked == pytest.approx(answer.code[:2], abs=1e-2)
        return Judgement(Outcome.PASS, 1.0, text("ok"), measured=float(answer.images[0, 0, 0]))

    monkeypatch.setitem(REGISTERED, "asking", passing)
    monkeypatch.setitem(ASKING, "asking", ask)
    found = judged(judge, task({"id": "own", "kind": "asking"}, {"id": "its", "kind": "asking", "model": "wide"}))
    assert asked == [("own", None), ("its", NARROW)]
    assert [criterion.measured for criterion in found.result.criteria] == [0.25, 0.5]


@pytest.mark.parametrize(
    ("told", "shared", "elsewhere", "handed_in"),
    [
        (False, True, False, False),
        (True, True, False, True),
        (False, False, False, True),
        (False, False, True, False),
        (True, False, True, True),
    ],
)
def test_what_nobody_spoke_of_and_nothing_shows_was_not_handed_in(
    judge: Judge, told: bool, shared: bool, elsewhere: bool, handed_in: bool
) -> None:
    asked = task({"id": "own", "kind": "grid", "params": {"images": 25}}).model_copy(update={"shared": shared})
    narrow = next(iter(candidates(judge.ran, [toy()])))
    found = judge.answer(asked, {"pca": [Answer(narrow, [], None, told=told, elsewhere=elsewhere)]})
    assert (found.result.model is not None) is handed_in
    assert found.result.criteria[0].outcome is (Outcome.FAIL if handed_in else Outcome.SKIPPED)
    assert ("not handed in" in found.result.criteria[0].message) is not handed_in


def test_where_the_best_shows_nothing_the_next_one_is_asked(judge: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    def shown(spec: CriterionSpec, case: Case) -> Judgement:
        wide = case.measured is not None and case.measured.code_size == WIDE
        return Judgement(Outcome.PASS if wide else Outcome.FAIL, float(wide), text("ok"), absent=not wide)

    monkeypatch.setitem(REGISTERED, "shown", shown)
    asked = task({"id": "own", "kind": "shown"}).model_copy(update={"shared": True})
    narrow, wide = (Answer(one, [], None, told=False) for one in candidates(judge.ran, [toy()]))
    found = judge.answer(asked, {"pca": [replace(narrow, alternatives=[wide])]})
    assert found.result.model is not None
    assert found.result.model.code_size == WIDE
    assert found.result.criteria[0].outcome is Outcome.PASS


def test_a_spare_model_that_stands_alone_answers_no_comparison(judge: Judge) -> None:
    asked = task({"id": "own", **ERROR}, {"id": "its", "model": "wide", **ERROR})
    asked = asked.model_copy(update={"acceptance": ["own", "its"]})
    narrow, wide = candidates(judge.ran, [toy()])
    spare = [Answer(narrow, [], None, told=False, elsewhere=True)]
    assert judge.answer(asked, {"pca": spare}).result.model is None
    assert judge.answer(asked, {"pca": spare, "pca.wide": [Answer(wide, [], None)]}).result.model is not None
