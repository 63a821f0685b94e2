"""A contractive encoder moves little under noise, relative to what its code varies; an overcomplete one copies not."""

from dataclasses import replace

import numpy as np
import pytest

from grader.criteria import Case
from grader.criteria.contraction import nudged
from grader.datasets import load
from grader.measurement import Challenge, Measured
from grader.outcome import Outcome
from tests.criteria.generative import RNG, answer, judged, spec
from tests.criteria.test_exercises import IMAGES, N, base, case

BOUNDS = {"at_most": 0.0125, "from": 0.0165}


def encoder(slope: float, variance: float) -> Case:
    """Of 16 units, each moved by `slope` for each unit of the noise."""
    code = (np.sqrt(variance) * RNG.normal(size=(N, 16))).astype(np.float32)
    moved = [code + slope * sd * RNG.normal(size=code.shape).astype(np.float32) for sd in (0.1, 0.02)]
    shown = np.zeros((2_000, 28, 28), np.float32)
    measured = Measured(**{**base(), "code": code}, answers={"it": answer(shown, code=np.concatenate(moved))})
    return case(measured)


@pytest.mark.parametrize(
    ("slope", "variance", "outcome"),
    [(0.3, 0.11, Outcome.PASS), (0.63, 0.2, Outcome.FAIL), (0.03, 0.0002, Outcome.FAIL)],
    ids=["contractive", "no-penalty", "dead-code"],
)
def test_the_shift_is_relative_to_what_the_code_says(slope: float, variance: float, outcome: Outcome) -> None:
    assert judged(encoder(slope, variance), "contraction", BOUNDS).outcome is outcome


def test_the_norm_of_the_jacobian_comes_from_small_noise() -> None:
    found = encoder(0.3, 0.11)  # each of 16 units has a slope of 0.3 in one direction
    for shown, outcome in (("1.44", Outcome.PASS), ("0.30", Outcome.FAIL)):
        told = replace(found, run=case(Measured(**base()), text=f"norma del jacobiano: {shown}").run)
        assert judged(told, "shows_numbers", numbers=["jacobian_norm"], tolerance=0.15).outcome is outcome


def test_both_noises_are_shown_on_the_first_test_images() -> None:
    digits = load("digits")
    shown = nudged(spec("contraction"), Challenge("reconstruction", digits)).images
    half = len(shown) // 2
    clean = digits.x_test[:half] / 255
    assert (shown[:half] - clean).std() == pytest.approx(0.1, rel=0.05)
    assert (shown[half:] - clean).std() == pytest.approx(0.02, rel=0.05)


@pytest.mark.parametrize(("units", "outcome"), [(1000, Outcome.PASS), (784, Outcome.PASS), (64, Outcome.FAIL)])
def test_overcomplete_is_as_wide_as_the_image(units: int, outcome: Outcome) -> None:
    assert judged(case(Measured(**base(code=units))), "overcomplete").outcome is outcome


@pytest.mark.parametrize(("error", "outcome"), [(0.14, Outcome.PASS), (0.0, Outcome.FAIL)])
def test_a_copy_of_white_noise_is_no_learning(error: float, outcome: Outcome) -> None:
    shown = IMAGES[:200]
    measured = replace(
        Measured(**base(code=1000)), answers={"it": answer(shown, outputs=shown + np.float32(np.sqrt(error)))}
    )
    assert judged(case(measured), "no_copy", {"at_least": 0.06, "from": 0.02}).outcome is outcome


@pytest.mark.parametrize(("shown", "outcome"), [("0.140", Outcome.PASS), ("0.005", Outcome.FAIL)])
def test_the_error_on_noise_must_be_the_measured_one(shown: str, outcome: Outcome) -> None:
    images = IMAGES[:200]
    answers = {"it": answer(images, outputs=images + np.float32(np.sqrt(0.14)))}
    told = case(replace(Measured(**base(code=1000)), answers=answers), text=f"MSE sobre ruido blanco: {shown}")
    assert judged(told, "shows_numbers", numbers=["noise_error"]).outcome is outcome
