"""The criteria of lesson 156's variants, on models in NumPy that are asked as a student's would be."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from grader.assignment import CriterionSpec
from grader.calibration.baselines import baselines
from grader.criteria import Case, Judgement, Pictures, kinds, questions
from grader.datasets import load
from grader.exchange.evidence import Number
from grader.exchange.structure import Structure
from grader.i18n import render
from grader.measurement import Challenge, Measured, measure
from grader.outcome import Outcome
from tests.criteria.conftest import cell, evidence, traced
from tests.criteria.test_exercises import IMAGES, base, case

DIGITS = load("digits")


def spec(kind: str, bounds: dict[str, float] | None = None, **params: Any) -> CriterionSpec:
    fields = {"id": kind.replace("_", "-"), "kind": kind, "title": {"es": "x", "en": "x"}, "points": 1.0}
    return CriterionSpec.model_validate({**fields, "bounds": bounds, "params": params})


def judged(asked: CriterionSpec, about: Case) -> Judgement:
    return kinds()[asked.kind](asked, about)


def said(judgement: Judgement) -> str:
    return render(judgement.message, "en")


def baseline(name: str, asked: CriterionSpec, width: int = 8) -> Case:
    """A baseline on the stand-in's digits, asked the criterion's question."""
    challenge = Challenge("reconstruction", DIGITS, private=3)
    challenge = replace(challenge, questions=questions([asked], challenge))
    return case(measure(dict(baselines(challenge, width))[name], challenge))


LINEAR = spec("linear", {"at_most": 0.02})
SPANS = spec("spans_pca", {"at_least": 0.94, "from": 0.7})


def test_a_linear_model_is_told_from_one_with_activations() -> None:
    assert judged(LINEAR, baseline("pca", LINEAR)).outcome is Outcome.PASS
    wrong = judged(LINEAR, baseline("untrained", LINEAR))
    assert wrong.outcome is Outcome.FAIL
    assert "activation" in said(wrong)


def test_the_rows_of_pca_span_its_subspace_and_random_ones_do_not() -> None:
    right = judged(SPANS, baseline("pca", SPANS))
    assert right.outcome is Outcome.PASS
    assert right.measured == pytest.approx(1.0, abs=1e-3)
    wrong = judged(SPANS, baseline("untrained", SPANS))
    assert wrong.outcome is Outcome.FAIL
    assert wrong.measured is not None
    assert wrong.measured < 0.7


def test_a_constant_code_spans_nothing() -> None:
    assert judged(SPANS, baseline("mean_image", SPANS)).outcome is Outcome.FAIL


def built(encoder: list[int], decoder: list[int], *, tied: float = 0.0, parameters: int = 101_200) -> Case:
    structure = Structure(encoder=encoder, decoder=decoder, parameters=parameters, tied=tied)
    return case(Measured(**base(), structure=structure))


@pytest.mark.parametrize(
    ("params", "encoder", "decoder", "outcome"),
    [
        ({"at_least": 2, "symmetric": True}, [256, 64], [256, 784], Outcome.PASS),
        ({"at_least": 2, "symmetric": True}, [256, 64], [128, 784], Outcome.FAIL),
        ({"at_least": 2}, [64], [784], Outcome.FAIL),
        ({"at_least": 2}, [256, 64], [784], Outcome.FAIL),
        ({"exactly": 1}, [64], [784], Outcome.PASS),
        ({"exactly": 1}, [128, 64], [784], Outcome.FAIL),
        ({"widths": [256, 128, 32]}, [256, 128, 32], [784], Outcome.PASS),
        ({"widths": [256, 128, 32]}, [256, 32], [784], Outcome.FAIL),
    ],
)
def test_depth(params: dict[str, Any], encoder: list[int], decoder: list[int], outcome: Outcome) -> None:
    judgement = judged(spec("depth", **params), built(encoder, decoder))
    assert judgement.outcome is outcome
    assert str(encoder[0]) in said(judgement)


TIED = spec("tied", {"at_least": 0.999})


def test_tied_weights_are_a_matter_of_the_kernels() -> None:
    assert judged(TIED, built([64], [784], tied=1.0, parameters=51_024)).outcome is Outcome.PASS
    wrong = judged(TIED, built([64], [784]))
    assert wrong.outcome is Outcome.FAIL
    assert "101200" in said(wrong)


WIDTH = spec("same_width", **{"as": "other"})


@pytest.mark.parametrize(("width", "outcome"), [(8, Outcome.PASS), (32, Outcome.FAIL), (4, Outcome.FAIL)])
def test_models_that_are_compared_are_as_wide(width: int, outcome: Outcome) -> None:
    own, other = (case(Measured(**{**base(), "code": np.zeros((len(IMAGES), n), np.float32)})) for n in (8, width))
    found = judged(WIDTH, replace(own, rivals={"other": other}))
    assert (found.outcome, found.measured, found.target) == (outcome, width, "= 8")


def test_no_width_of_a_rival_that_was_not_measured() -> None:
    gone = replace(case(Measured(**base())), measured=None, problem=None)
    assert judged(WIDTH, replace(case(Measured(**base())), rivals={"other": gone})).outcome is Outcome.SKIPPED


BETTER = spec("better_than", {"at_most": 0.9}, than="other")


def test_an_error_beside_that_of_a_rival() -> None:
    own = case(Measured(**base(0.01)))
    better = replace(own, rivals={"other": case(Measured(**base(0.02)))})
    worse = replace(own, rivals={"other": case(Measured(**base(0.005)))})
    assert judged(BETTER, better).measured == pytest.approx(0.5)
    assert judged(BETTER, better).outcome is Outcome.PASS
    assert judged(BETTER, worse).outcome is Outcome.FAIL
    missing = replace(own, rivals={"other": replace(own, measured=None)})
    assert judged(BETTER, missing).outcome is Outcome.SKIPPED


def test_an_error_beside_that_of_pca_of_the_same_width() -> None:
    asked = spec("better_than", {"at_most": 1.001}, than="pca")
    assert judged(asked, baseline("pca", asked)).outcome is Outcome.PASS
    assert judged(asked, baseline("untrained", asked)).outcome is Outcome.FAIL


@pytest.mark.parametrize(
    ("loss", "outcome"),
    [
        ("binary_crossentropy", Outcome.PASS),
        ("BinaryCrossentropy", Outcome.PASS),
        ("mse", Outcome.FAIL),
        ("mean_squared_error", Outcome.FAIL),
        (None, Outcome.FAIL),
    ],
)
def test_the_loss_of_the_training(loss: str | None, outcome: Outcome) -> None:
    done = traced()
    done = replace(done, event=done.event.model_copy(update={"loss": loss}))
    assert judged(spec("loss", **{"is": "bce"}), case(Measured(**base()), history=[done])).outcome is outcome


COMPARED = spec("compared", **{"with": "mse"})


def with_rival(text: str = "", **changes: Any) -> Case:
    own, other = case(Measured(**base(0.010)), text=text, **changes), case(Measured(**base(0.008)))
    return replace(own, rivals={"mse": other})


def test_both_errors_in_print_compare_two_models() -> None:
    assert judged(COMPARED, with_rival("MSE con BCE: 0.0100\nMSE con MSE: 0.0080")).outcome is Outcome.PASS
    assert judged(COMPARED, with_rival("MSE con BCE: 0.0100")).outcome is Outcome.FAIL
    assert judged(COMPARED, with_rival()).outcome is Outcome.FAIL


def alike(text: str, **kept: float) -> Case:
    """Two models whose errors differ by less than the tolerance."""
    numbers = [Number(name=name, value=value) for name, value in kept.items()]
    found = with_rival(text, cells=[evidence(numbers=numbers), evidence(numbers=numbers)])
    return replace(found, rivals={"mse": case(Measured(**base(0.0102)))})


def test_one_number_does_not_show_two_errors_that_are_alike() -> None:
    assert judged(COMPARED, alike("", error=0.0101)).outcome is Outcome.FAIL
    assert judged(COMPARED, alike("", error_bce=0.0100, error_mse=0.0102)).outcome is Outcome.PASS
    assert judged(COMPARED, alike("MSE: 0.010\nMSE: 0.010")).outcome is Outcome.PASS


def test_the_loss_of_a_training_is_not_the_error_on_other_images() -> None:
    training = "235/235 - 2s - 9ms/step - loss: 0.0100\n235/235 - 2s - 9ms/step - loss: 0.0102"
    assert judged(COMPARED, alike(training)).outcome is Outcome.FAIL
    validation = training.replace("loss: 0.0", "loss: 0.5 - val_loss: 0.0")
    assert judged(COMPARED, alike(validation)).outcome is Outcome.PASS


def test_one_figure_with_both_reconstructions_compares_them() -> None:
    shown = IMAGES[:4].astype(np.float64)
    one, other = np.clip(shown * 0.8, 0, 1), np.clip(shown * 0.6 + 0.2, 0, 1)
    tiles = np.concatenate([shown, one, other])
    filler = np.full_like(shown, 0.5)
    own = Pictures([tiles], [np.concatenate([one, filler, filler])])
    rival = Pictures([tiles], [np.concatenate([other, filler, filler])])
    both = with_rival(pictures=own)
    both = replace(both, rivals={"mse": replace(both.rivals["mse"], pictures=rival)})
    assert judged(COMPARED, both).outcome is Outcome.PASS
    only_own = replace(both, rivals={"mse": replace(both.rivals["mse"], pictures=own)})
    assert judged(COMPARED, replace(only_own, pictures=Pictures([shown], [one]))).outcome is Outcome.FAIL


SHOWS = spec("shows_numbers", numbers=["error", "parameters"], tolerance=0.01)


def test_figures_are_looked_for_where_they_are_spoken_of() -> None:
    def about(text: str) -> Judgement:
        return judged(SHOWS, replace(built([64], [784]), run=case(Measured(**base()), text=text).run))

    assert about("MSE: 0.0050\nparámetros: 101200").outcome is Outcome.PASS
    assert about("MSE: 0.0050\nparámetros: 101,200").outcome is Outcome.PASS
    half = about("MSE: 0.0050\nimágenes: 101200")
    assert (half.outcome, half.share) == (Outcome.PARTIAL, 0.5)
    assert "1.012e+05" in said(half)
    assert about("MSE: 0.0060").outcome is Outcome.FAIL


def test_a_figure_may_be_kept_in_a_variable() -> None:
    asked = spec("shows_numbers", numbers=["error"])
    kept = evidence(numbers=[Number(name="mse_test", value=0.005)])
    assert judged(asked, replace(case(Measured(**base())), cells=[kept])).outcome is Outcome.PASS
    assert cell(0).text == ""


def test_the_error_of_the_linear_model_is_not_that_of_pca() -> None:
    """They are nearly equal, so each has to stand where its own name does."""
    asked = spec("shows_numbers", numbers=["error", "pca_error"])
    about = baseline("pca", asked)
    assert about.measured is not None
    error = f"{about.measured.error:.5f}"
    both = case(about.measured, text=f"MSE lineal: {error}\nMSE de PCA: {error}")
    assert judged(asked, both).outcome is Outcome.PASS
    one = case(about.measured, text=f"MSE del autoencoder lineal: {error}")
    assert judged(asked, one).outcome is Outcome.PARTIAL
