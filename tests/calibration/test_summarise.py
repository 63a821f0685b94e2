"""Statistics over seeds, baselines beside them, and what is said of bounds that do not hold."""

import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from grader.assignment import Assignment, Bounds, find_assignment
from grader.calibration import Calibration, Summary, calibrate, doubts
from grader.calibration.figure import draw_calibration
from grader.calibration.setting import setting_of
from grader.calibration.table import tables
from grader.criteria import kinds
from grader.datasets import Dataset, load
from grader.i18n import render
from grader.outcome import Outcome
from tests.calibration.results import result

FINITE = st.floats(-1e6, 1e6)


@pytest.fixture(scope="module")
def assignment() -> Assignment:
    return find_assignment("clase156-ejercicios", kinds())


@pytest.fixture(scope="module")
def known() -> dict[str, Dataset]:
    whole = load("fashion_mnist")
    few = replace(
        whole,
        x_train=whole.x_train[:1000],
        y_train=whole.y_train[:1000],
        x_test=whole.x_test[:400],
        y_test=whole.y_test[:400],
    )
    return {"fashion_mnist": few}


@pytest.fixture(scope="module")
def calibration(assignment: Assignment, known: dict[str, Dataset]) -> Calibration:
    values = [{"simple.reconstruction": 0.006}, {"simple.reconstruction": 0.008}]
    return calibrate(assignment, {seed: result(assignment, values=one) for seed, one in enumerate(values)}, known)


@given(st.lists(FINITE, min_size=1), st.booleans())
def test_the_worst_run_is_on_the_failing_side(values: list[float], least: bool) -> None:
    bounds = Bounds(at_least=0) if least else Bounds(at_most=0)
    summary = Summary.of(values, bounds)
    assert summary.worst == (min(values) if least else max(values))
    assert (summary.sd is None) == (len(values) == 1)
    assert min(values) <= summary.mean <= max(values) or summary.mean == pytest.approx(values[0])


def test_values_are_summed_up_over_seeds(calibration: Calibration) -> None:
    (found,) = [one for one in calibration.tasks[0].criteria if one.id == "reconstruction"]
    assert found.values == [0.006, 0.008]
    assert found.summary is not None
    assert (found.summary.mean, found.summary.worst) == (pytest.approx(0.007), 0.008)
    assert found.summary.sd == pytest.approx(0.0014142, rel=1e-3)
    assert found.target == "<= 0.02"


def test_baselines_stand_beside_every_bound_on_a_measurement(calibration: Calibration, assignment: Assignment) -> None:
    for task in calibration.tasks:
        for criterion in task.criteria:
            expected = {"mean_image", "pca", "untrained", "identity"} if criterion.bounds else set()
            assert set(criterion.baselines) == expected, f"{task.id}.{criterion.id}"
    reached = {one.id: one.baselines for one in calibration.tasks[0].criteria}
    assert reached["reconstruction"]["identity"].outcome is Outcome.PASS
    assert reached["reconstruction"]["mean_image"].outcome is Outcome.FAIL


def test_sound_bounds_raise_no_doubt(assignment: Assignment, known: dict[str, Dataset]) -> None:
    rubric = assignment.model_copy(update={"tasks": [assignment.task("simple")]})
    assert list(doubts(calibrate(rubric, {0: result(rubric)}, known))) == []


def test_a_reference_that_fails_is_named_with_its_seed(assignment: Assignment, known: dict[str, Dataset]) -> None:
    rubric = assignment.model_copy(update={"tasks": [assignment.task("simple")]})
    results = {0: result(rubric), 4: result(rubric, lost={"simple.code_size"})}
    said = [render(doubt, "en") for doubt in doubts(calibrate(rubric, results, known))]
    assert said == [
        "simple.code_size: the reference does not pass with seed 4.",
        "The reference is not accepted with seed 4.",
    ]


def test_a_baseline_that_slips_through_is_named(assignment: Assignment, known: dict[str, Dataset]) -> None:
    simple = assignment.task("simple")
    lax = [
        spec.model_copy(update={"bounds": Bounds(at_most=0.5), "bounds_for": {}})
        if spec.id == "reconstruction"
        else spec
        for spec in simple.criteria
    ]
    rubric = assignment.model_copy(update={"tasks": [simple.model_copy(update={"criteria": lax})]})
    found = list(doubts(calibrate(rubric, {0: result(rubric)}, known)))
    assert [(doubt.values["criterion"], doubt.values["baseline"]) for doubt in found] == [
        ("simple.reconstruction", "mean_image"),
        ("simple.reconstruction", "untrained"),
    ]
    assert "simple.reconstruction: the baseline mean_image passes with 0.08" in render(found[0], "en")


def test_the_setting_is_the_references_own(assignment: Assignment) -> None:
    found = {task.id: setting_of(task, result(assignment)) for task in assignment.tasks}
    assert {name: one and (one.dataset, one.code_size, one.normal_class) for name, one in found.items()} == {
        "simple": ("fashion_mnist", 64, None),
        "latent2d": ("fashion_mnist", 2, None),
        "denoising": ("fashion_mnist", 64, None),
        "sparse": ("fashion_mnist", 64, None),
        "anomaly": ("fashion_mnist", 16, 6),
    }
    noises = {name: one.noise and (one.noise.sd, one.noise.clipped) for name, one in found.items() if one}
    assert {name: noise for name, noise in noises.items() if noise} == {"denoising": (0.5, True)}


def test_a_task_without_a_model_has_no_baselines(assignment: Assignment, known: dict[str, Dataset]) -> None:
    whole = result(assignment)
    empty = [task.model_copy(update={"model": None}) for task in whole.tasks]
    found = calibrate(assignment, {0: whole.model_copy(update={"tasks": empty})}, known)
    assert all(not criterion.baselines for task in found.tasks for criterion in task.criteria)


def test_it_reads_back_what_it_writes(calibration: Calibration) -> None:
    written = calibration.to_json()
    assert "NaN" not in written
    assert json.loads(written)["schema"] == "grader/calibration/v1"
    assert Calibration.model_validate_json(written) == calibration


def test_the_figure_draws_every_bound_and_is_the_same_twice(calibration: Calibration) -> None:
    drawn = draw_calibration(calibration, "en")
    assert drawn == draw_calibration(calibration, "en")
    for task in calibration.tasks:
        for criterion in task.criteria:
            assert (f"{task.id}.{criterion.id}<" in drawn) == (criterion.bounds is not None)


@pytest.mark.parametrize("lang", ["es", "en"])
def test_tables_name_every_criterion_within_100_columns(calibration: Calibration, lang: str) -> None:
    console = Console(width=100, record=True, file=io.StringIO())
    for table in tables(calibration, lang):
        console.print(table)
    shown = console.export_text()
    for task in calibration.tasks:
        for criterion in task.criteria:
            assert f"\n{criterion.id} " in shown
    assert "…" not in shown


def test_a_notebook_that_was_not_run_again_still_took_its_time(
    assignment: Assignment, known: dict[str, Dataset]
) -> None:
    fresh, again = (
        result(assignment).model_copy(update={"timings": {"total": total, "run": run, "notebook": 198.0}})
        for total, run in ((220.0, 200.0), (10.0, 0.5))
    )
    runs = calibrate(assignment, {0: fresh, 1: again}, known).runs
    assert [run.seconds for run in runs] == [220.0, 207.5]
