"""Every criterion on a good case, and on the case spoilt in one way."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from grader.criteria import Case, Judgement
from grader.exchange.evidence import FailedImport, Held, Number
from grader.execution.record import CellError
from grader.i18n import render, text
from grader.matching import Chain, Gap, Traced
from grader.outcome import Outcome
from grader.provenance import Origin
from grader.replay import Figure as ReplayedFigure
from grader.replay import Replayed
from tests.criteria.conftest import HONEST, TASK, cell, detection, evidence, histogram, origin, traced

Judge = Callable[[str, Case], Judgement]


@pytest.mark.parametrize("name", [criterion.id for criterion in TASK.criteria])
def test_good_work_passes(name: str, good: Case, judge: Judge) -> None:
    judged = judge(name, good)
    assert (judged.outcome, judged.share, judged.review) == (Outcome.PASS, 1.0, False)


@pytest.mark.parametrize(
    ("name", "changes", "outcome"),
    [
        ("bottleneck", {"code": np.zeros((1000, 784))}, Outcome.FAIL),
        ("bottleneck", {"code": np.zeros((1000, 600))}, Outcome.PARTIAL),
        ("convolutional", {"encoder_effect": None, "decoder_effect": None}, Outcome.FAIL),
        ("convolutional", {"encoder_effect": 1.0, "decoder_effect": 1.0}, Outcome.FAIL),
        ("convolutional", {"decoder_effect": None}, Outcome.PARTIAL),
        ("convolutional", {"encoder_effect": 1.01}, Outcome.PARTIAL),
        ("reconstruction", {"errors": detection().errors * 5}, Outcome.FAIL),
        ("roc_auc", {"roc_auc": 0.849}, Outcome.PARTIAL),
        ("roc_auc", {"roc_auc": 0.5}, Outcome.FAIL),
        ("roc_auc", {"roc_auc": float("nan")}, Outcome.FAIL),
        ("separation", {"errors": np.tile(np.random.default_rng(1).gamma(4, 0.01, 100), 10)}, Outcome.FAIL),
    ],
)
def test_what_is_measured_decides(
    name: str, changes: dict[str, Any], outcome: Outcome, good: Case, judge: Judge
) -> None:
    assert judge(name, replace(good, measured=detection(**changes))).outcome is outcome


def test_an_encoder_that_tells_nothing_is_not_called_dense(good: Case, judge: Judge) -> None:
    flat = detection(encoder_effect=1.0, errors=np.full(1000, 0.0833))  # that of the mean of uniform noise
    judged = judge("convolutional", replace(good, measured=flat))
    assert judged.outcome is Outcome.PARTIAL
    assert "cannot be seen" in render(judged.message, "en")


@pytest.mark.parametrize(
    ("changes", "outcome", "said"),
    [
        ({"train": {0: 6000, 6: 1}}, Outcome.FAIL, "train/6 (1)"),
        ({"train": {}, "test": {0: 1000}}, Outcome.FAIL, "test/0"),
        ({"train": {6: 6000}}, Outcome.FAIL, "train/6"),
        ({"dataset": "mnist"}, Outcome.FAIL, "train/0"),
        ({"elsewhere": {"mnist": 10}}, Outcome.FAIL, "mnist (10)"),
        ({"target": "inverted"}, Outcome.FAIL, "not the image itself"),
        ({"identified": 0.4, "unknown": 3600}, Outcome.UNVERIFIED, "40 %"),
    ],
)
def test_one_image_from_elsewhere_is_one_too_many(
    changes: dict[str, Any], outcome: Outcome, said: str, good: Case, judge: Judge
) -> None:
    judged = judge("trained_on", replace(good, history=[traced(), traced(**changes)]))
    assert judged.outcome is outcome
    assert said in render(judged.message, "en")


def test_a_training_that_moves_nothing_is_none(good: Case, judge: Judge) -> None:
    still = traced()
    still = replace(still, event=still.event.model_copy(update={"after": still.event.before}))
    judged = judge("trained_on", replace(good, history=[still]))
    assert judged.outcome is Outcome.FAIL
    assert "moved no weight" in render(judged.message, "en")
    assert judge("trained_on", replace(good, history=[still, traced()])).outcome is Outcome.PASS


def held(images: Origin | None = None, opaque: int = 0, doors: int = 0, **changes: Any) -> Traced:
    """A training whose compiled step held something beside its batch."""
    one = traced()
    event = one.event.model_copy(update={"held": Held(images=[], opaque=opaque, doors=doors), **changes})
    return replace(one, event=event, provenance=replace(one.provenance, held=[] if images is None else [images]))


@pytest.mark.parametrize(
    ("training", "said"),
    [
        (held(origin(train={}, test={0: 600})), "test/0 (600)"),
        (held(origin(train={3: 10})), "train/3 (10)"),
        (held(opaque=5_000), "5000 arrays or numbers"),
        (held(doors=1), "called Python, or fetched data"),
        (held(touched=3), "something else than its training steps"),
        (held(recipe=None), "is not whole"),
    ],
)
def test_what_a_step_has_beside_its_batches_is_for_a_person(
    good: Case, judge: Judge, training: Traced, said: str
) -> None:
    judged = judge("trained_on", replace(good, history=[training]))
    assert (judged.outcome, judged.review) == (Outcome.UNVERIFIED, True)
    assert said in render(judged.message, "en")


def test_what_is_left_of_known_images_is_for_a_person(good: Case, judge: Judge) -> None:
    hidden = replace(traced(), provenance=replace(traced().provenance, residue=2e-5))
    judged = judge("trained_on", replace(good, history=[hidden]))
    assert (judged.outcome, judged.review) == (Outcome.UNVERIFIED, True)


def test_a_step_that_holds_images_it_may_see_is_honest(good: Case, judge: Judge) -> None:
    assert judge("trained_on", replace(good, history=[held(origin())])).outcome is Outcome.PASS


def repeated(graded: float, again: float) -> Replayed:
    return Replayed(text("asked"), figures=[ReplayedFigure("roc_auc", graded, [again], graded - again, 0.015)])


def test_a_training_that_makes_another_model_is_for_a_person(good: Case, judge: Judge) -> None:
    judged = judge("integrity", replace(good, replayed=repeated(0.95, 0.89)))
    assert (judged.outcome, judged.review) == (Outcome.UNVERIFIED, True)
    assert "ROC-AUC 0.95, repeated 0.89" in render(judged.message, "en")


def test_weights_that_are_images_are_for_a_person(good: Case, judge: Judge) -> None:
    judged = judge("integrity", replace(good, remembered=12))
    assert (judged.outcome, judged.review) == (Outcome.UNVERIFIED, True)
    assert "12 rows" in render(judged.message, "en")


def test_a_training_that_makes_the_same_model_settles_what_a_probe_doubts(good: Case, judge: Judge) -> None:
    doubtful = detection(probes=replace(HONEST, others=1.7))
    assert judge("integrity", replace(good, measured=doubtful)).review
    settled = judge("integrity", replace(good, measured=doubtful, replayed=repeated(0.9, 0.899)))
    assert (settled.outcome, settled.review) == (Outcome.PASS, False)
    assert "1.70 times" in render(settled.message, "en")
    undecided = Replayed(text("asked"), impossible=text("It was trained in a loop written by hand."))
    assert "written by hand" in render(
        judge("integrity", replace(good, measured=doubtful, replayed=undecided)).message, "en"
    )
    assert judge("integrity", replace(good, replayed=undecided)).outcome is Outcome.PASS


def test_weights_without_a_training_are_unverified(good: Case, judge: Judge) -> None:
    for gap in (Gap("end", 2), Gap("between", 2, 0), Gap("start", 2, 0)):
        judged = judge("trained_on", replace(good, chain=Chain(gaps=[gap])))
        assert (judged.outcome, judged.review) == (Outcome.UNVERIFIED, True)
        assert "2" in render(judged.message, "es")


@pytest.mark.parametrize(
    ("printed", "outcome", "said"),
    [
        ("ROC-AUC: 0.9004", Outcome.PASS, "0.900"),
        ("AUC = 90.1 %", Outcome.PASS, "0.901"),
        ("ROC-AUC: 0,90", Outcome.PASS, "0.900"),
        ("ROC-AUC: 0.10", Outcome.FAIL, "sign"),
        ("ROC-AUC: 0.99", Outcome.FAIL, "0.990"),
        ("loss: 0.90", Outcome.FAIL, "shows no ROC-AUC"),
        ("AUC >= 0.90 is asked for", Outcome.FAIL, "shows no ROC-AUC"),
        ("", Outcome.FAIL, "shows no ROC-AUC"),
    ],
)
def test_the_reported_number_must_be_the_models(
    printed: str, outcome: Outcome, said: str, good: Case, judge: Judge
) -> None:
    case = replace(good, cells=[evidence()], run=good.run.model_copy(update={"cells": [cell(0, printed)]}))
    judged = judge("roc_auc_reported", case)
    assert judged.outcome is outcome
    assert said in render(judged.message, "en")


def test_a_number_of_another_name_is_not_the_roc_auc(good: Case, judge: Judge) -> None:
    case = replace(good, cells=[evidence(numbers=[Number(name="loss", value=0.9)])])
    assert judge("roc_auc_reported", case).outcome is Outcome.FAIL


@pytest.mark.parametrize("reason", ["no_figure", "one_series", "no_match"])
def test_a_histogram_must_show_what_was_measured(reason: str, good: Case, judge: Judge) -> None:
    right = histogram(detection())
    panel = right.panels[0]
    figures = {
        "no_figure": [],
        "one_series": [right.model_copy(update={"panels": [panel.model_copy(update={"series": panel.series[:1]})]})],
        "no_match": [histogram(detection(errors=np.random.default_rng(1).gamma(4, 0.01, 1000)))],
    }[reason]
    judged = judge("histogram", replace(good, cells=[evidence(figures=figures)]))
    assert judged.outcome is Outcome.FAIL


@pytest.mark.parametrize("name", [c.id for c in TASK.criteria if c.id not in {"runs", "trained_on"}])
def test_without_a_model_criteria_are_skipped_with_the_reason(name: str, good: Case, judge: Judge) -> None:
    judged = judge(name, replace(good, measured=None, problem=text("No model.")))
    assert (judged.outcome, judged.share, render(judged.message, "en")) == (Outcome.SKIPPED, 0.0, "No model.")


def test_a_cell_that_fails_costs_its_share(good: Case, judge: Judge) -> None:
    error = CellError(name="ValueError", value="bad", traceback="")
    run = good.run.model_copy(update={"cells": [cell(0), cell(1, status="error", error=error)]})
    judged = judge("runs", replace(good, run=run))
    assert (judged.outcome, judged.share) == (Outcome.PARTIAL, 0.5)
    assert render(judged.message, "en") == "Cell 2 ended with ValueError: bad"


def test_a_failed_import_costs_half_its_cell(good: Case, judge: Judge) -> None:
    lost = evidence(failed_imports=[FailedImport(line="import nothing", error="ModuleNotFoundError")])
    judged = judge("runs", replace(good, cells=[lost]))
    assert (judged.outcome, judged.share) == (Outcome.PARTIAL, 0.75)
