"""A threshold on the error: where it lies decides what it flags."""

from dataclasses import replace

import numpy as np
import pytest

from grader.criteria import Case
from grader.exchange.evidence import Number
from grader.measurement import Measured
from grader.outcome import Outcome
from tests.criteria.conftest import evidence
from tests.criteria.generative import answer, judged
from tests.criteria.test_exercises import IMAGES, N, base, case

ROWS = np.random.default_rng(3)


def off(scale: float, count: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """Differences (count, 28, 28) with a mean square of about scale²."""
    return (scale * ROWS.gamma(4, 0.25, (count, 1, 1)) * np.ones((1, 28, 28))).astype(np.float32)


OUTPUTS = np.concatenate([off(0.1, 2_000), off(0.5, 1_300)])
RECONSTRUCTIONS = IMAGES + off(0.1, N)


def with_numbers(text: str = "", **numbers: float) -> Case:
    images = np.zeros((3_300, 28, 28), np.float32)
    fields = {**base(), "reconstructions": RECONSTRUCTIONS}
    measured = Measured(**fields, answers={"it": answer(images, outputs=OUTPUTS)})
    kept = [Number(name=name, value=value) for name, value in numbers.items()]
    return replace(case(measured, text=text), cells=[evidence(numbers=kept)])


_TRAINING = np.square(off(0.1, 20_000)).mean(axis=(1, 2))
USUAL = float(_TRAINING.mean() + 2 * _TRAINING.std())
_MIXED = np.square(np.concatenate([off(0.1, 5_000), off(0.5, 5_000)])).mean(axis=(1, 2))
OF_THE_MIX = float(_MIXED.mean() + 2 * _MIXED.std())


@pytest.mark.parametrize(
    ("found", "alarms", "detections"),
    [
        (with_numbers(umbral=USUAL), Outcome.PASS, Outcome.PASS),
        (with_numbers(threshold=784 * USUAL), Outcome.PASS, Outcome.PASS),
        (with_numbers(f"Umbral: {USUAL:.4f} (marca el 4 %)"), Outcome.PASS, Outcome.PASS),
        (with_numbers(limit_=USUAL, t=USUAL), Outcome.PASS, Outcome.PASS),
        (with_numbers(umbral=OF_THE_MIX), Outcome.PASS, Outcome.FAIL),
        (with_numbers(umbral=USUAL / 20), Outcome.FAIL, Outcome.PASS),
        (with_numbers(other=5.0), Outcome.FAIL, Outcome.FAIL),
    ],
    ids=["usual", "summed", "printed", "unnamed", "of-the-mix", "too-low", "none"],
)
def test_what_a_threshold_flags(found: Case, alarms: Outcome, detections: Outcome) -> None:
    assert judged(found, "false_alarms", {"at_most": 0.1, "from": 0.25}).outcome is alarms
    assert judged(found, "detections", {"at_least": 0.8, "from": 0.4}).outcome is detections


def test_the_share_that_is_flagged_must_be_the_measured_one() -> None:
    share = judged(with_numbers(umbral=USUAL), "false_alarms", {"at_most": 0.1}).measured
    right, wrong = (with_numbers(f"Marcadas de test: {value:.4f}", umbral=USUAL) for value in (share, 0.5))
    assert judged(right, "shows_numbers", numbers=["flagged"]).outcome is Outcome.PASS
    assert judged(wrong, "shows_numbers", numbers=["flagged"]).outcome is Outcome.FAIL
