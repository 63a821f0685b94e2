"""The criteria of the lesson on latent representations."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from grader.criteria import Case, Pictures
from grader.criteria.no_generation import real_codes
from grader.exchange.evidence import Figure, Panel, Series
from grader.measurement import Answer, Measured
from grader.outcome import Outcome
from tests.criteria.conftest import evidence, origin, traced
from tests.criteria.test_exercises import RNG, base, case
from tests.criteria.test_variants import DIGITS, baseline, judged, spec

SWEEP = spec("sweep", family="widths", widths=4, span=4)
CURVE = spec("sweep_curve", family="widths", points=4)
ERRORS = {2: 0.04, 4: 0.03, 8: 0.02, 16: 0.012, 32: 0.008}


def family(errors: dict[int, float], **changes: Any) -> Case:
    members = [case(Measured(**base(error, code=width)), **changes) for width, error in errors.items()]
    return replace(members[0], families={"widths": members})


def curve(y: list[float], x: list[float], kind: str = "curve") -> Figure:
    series = [Series(kind=kind, label="", x=x, y=y, count=len(y))]
    panel = Panel(title="", xlabel="", ylabel="", texts=[], log_x=False, images=0, series=series)
    return Figure(library="matplotlib", title="", panels=[panel])


def test_a_sweep_of_widths() -> None:
    assert judged(SWEEP, family(ERRORS)).outcome is Outcome.PASS
    few = judged(SWEEP, family({2: 0.04, 32: 0.008}))
    assert (few.outcome, few.share) == (Outcome.PARTIAL, 0.5)


@pytest.mark.parametrize("errors", [dict.fromkeys(ERRORS, 0.03), {30: 0.04, 31: 0.03, 32: 0.02, 33: 0.01}, {}])
def test_no_sweep(errors: dict[int, float]) -> None:
    about = family(errors) if errors else case(Measured(**base()), families={"widths": []})
    assert judged(SWEEP, about).outcome is Outcome.FAIL


def test_models_that_saw_the_test_split_are_no_part_of_the_sweep() -> None:
    seen = traced(dataset="mnist", train={}, test={0: 100})
    assert origin(test={0: 1}).test
    assert judged(SWEEP, family(ERRORS, history=[seen])).outcome is Outcome.FAIL


@pytest.mark.parametrize("factor", [1.0, 784.0])
def test_the_curve_is_drawn_on_any_scale(factor: float) -> None:
    figure = curve([factor * error for error in ERRORS.values()], [float(width) for width in ERRORS])
    about = replace(family(ERRORS), cells=[evidence(figures=[figure])])
    assert judged(CURVE, about).outcome is Outcome.PASS


def test_another_curve_is_not_the_errors() -> None:
    losses = curve([0.09, 0.05, 0.045, 0.044, 0.043], [0.0, 1.0, 2.0, 3.0, 4.0])
    about = replace(family(ERRORS), cells=[evidence(figures=[losses])])
    assert judged(CURVE, about).outcome is Outcome.FAIL
    assert judged(CURVE, family(ERRORS)).outcome is Outcome.FAIL


PURITY = spec("purity", {"at_least": 0.9, "from": 0.5})
TRUST = spec("trustworthiness", {"at_least": 0.95, "from": 0.7})


@pytest.mark.parametrize("asked", [PURITY, TRUST], ids=lambda one: one.kind)
def test_neighbourhoods_of_a_good_code_and_of_none(asked: Any) -> None:
    assert judged(asked, baseline("pca", asked, 16)).outcome is Outcome.PASS
    about = baseline("pca", asked, 16)
    assert about.measured is not None
    code = RNG.random(about.measured.code.shape).astype(np.float32)
    assert judged(asked, replace(about, measured=replace(about.measured, code=code))).outcome is Outcome.FAIL


def test_the_comparison_with_pixels_is_shown() -> None:
    asked = spec("neighbours_compared")
    about = baseline("pca", asked, 16)
    assert about.measured is not None
    good = case(about.measured, text="pureza latente: 0.95\npureza de los píxeles: 0.94")
    assert judged(asked, good).outcome is Outcome.PASS
    assert judged(asked, case(about.measured, text="pureza latente: 0.95")).outcome is Outcome.PARTIAL
    assert judged(asked, case(about.measured, text="pureza latente: 0.2")).outcome is Outcome.FAIL


@pytest.mark.parametrize("than", ["pca", "isomap"])
def test_the_comparison_with_another_code_is_shown(than: str) -> None:
    """The code is PCA's own, so its figures are about those of both others."""
    asked = spec("neighbours_compared", than=than)
    about = baseline("pca", asked, 8)
    assert about.measured is not None

    def outcome(shown: str) -> Outcome:
        return judged(asked, case(about.measured, text=shown)).outcome

    assert outcome(f"código: pureza 0.93\n{than}: pureza 0.93") is Outcome.PASS
    assert outcome(f"código, {than}: trustworthiness 0.97, 0.96") is Outcome.PASS
    assert outcome(f"el código y {than}: pureza 0.93") is Outcome.PARTIAL, "one number is no comparison"
    assert outcome("código: pureza 0.93") is Outcome.PARTIAL
    assert outcome(f"código: pureza 0.3\n{than}: pureza 0.3") is Outcome.FAIL
    error = about.measured.error
    by_error = outcome(f"código: MSE {error:.4f}\n{than}: MSE {error:.4f}")
    assert by_error is (Outcome.PASS if than == "pca" else Outcome.FAIL), "Isomap has no way back to the image"


NO_GENERATION = spec("no_generation", images=8, width=8)


def generation(draws: int, real: int, width: int = 16) -> Case:
    codes = np.random.default_rng(1).normal(size=(40, width)).astype(np.float32)
    test = 3 * np.random.default_rng(2).normal(size=(400, width)).astype(np.float32)
    fields = {**base(code=width), "code": test}
    nothing = np.zeros((0, 28, 28), np.float32)
    answer = Answer(nothing, test[:0], nothing, test[:0], nothing)
    measured = Measured(**fields, answers={"no-generation": answer})
    asked = np.concatenate([codes[:draws], test[:real]])
    decoded = np.random.default_rng(3).random((len(asked), 28, 28)).astype(np.float32)
    pictures = Pictures([decoded.astype(np.float64)], [np.zeros(decoded.shape)], asked=asked, decoded=decoded)
    return case(measured, pictures=pictures)


@pytest.mark.parametrize(
    ("draws", "real", "width", "outcome"),
    [
        (10, 10, 16, Outcome.PASS),
        (10, 0, 16, Outcome.PARTIAL),
        (0, 10, 16, Outcome.PARTIAL),
        (3, 3, 16, Outcome.FAIL),
        (10, 10, 2, Outcome.FAIL),
    ],
)
def test_draws_beside_real_codes(draws: int, real: int, width: int, outcome: Outcome) -> None:
    assert judged(NO_GENERATION, generation(draws, real, width)).outcome is outcome


def test_real_codes_are_those_of_images() -> None:
    known = RNG.normal(size=(100, 4)).astype(np.float32)
    assert real_codes(np.concatenate([known[:5], known[:5] + 1]), known).tolist() == [True] * 5 + [False] * 5
    assert len(DIGITS.x_test)
