"""A variational code: drawn, telling, and spread as the prior is."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from grader.i18n import render
from grader.measurement import Measured
from grader.outcome import Outcome
from tests.criteria.generative import RNG, judged
from tests.criteria.test_exercises import N, base, case

KL = {"at_least": 1.5, "from": 0.2}
DRAWN = {"at_least": 0.05, "from": 0.03}
PRIOR = {"at_most": 2.0, "from": 4.0}


def variational(spread: float, deviation: float, units: int = 2) -> Measured:
    fields: dict[str, Any] = base(0.045, code=units)
    fields["code"] = (spread * RNG.normal(size=(N, units))).astype(np.float32)
    return Measured(**fields, drawn=np.arange(N), deviation=np.full((N, units), deviation, np.float32), draws=True)


def with_draws(measured: Measured, of_means: float, of_draws: float) -> Measured:
    """Errors in shares of the mean image's."""
    image = measured.mean_image_error
    return replace(measured, errors=np.full(N, of_means * image), drawn_errors=np.full(N, of_draws * image))


HEALTHY = variational(1.2, 0.15)
COLLAPSED = variational(0.01, 1.0)
WITHOUT_KL = variational(9.0, 0.015)
LOG_VARIANCE_AS_DEVIATION = variational(1.0, 0.013)
PLAIN = Measured(**base(0.045, code=2))


@pytest.mark.parametrize(
    ("measured", "drawn", "told", "spread"),
    [
        (HEALTHY, Outcome.PASS, Outcome.PASS, Outcome.PASS),
        (COLLAPSED, Outcome.PASS, Outcome.FAIL, Outcome.PASS),
        (WITHOUT_KL, Outcome.FAIL, Outcome.PASS, Outcome.FAIL),
        (LOG_VARIANCE_AS_DEVIATION, Outcome.FAIL, Outcome.PASS, Outcome.PASS),
        (PLAIN, Outcome.FAIL, Outcome.FAIL, Outcome.FAIL),
    ],
)
def test_each_mistake_shows_where_it_must(measured: Measured, drawn: Outcome, told: Outcome, spread: Outcome) -> None:
    found = case(measured)
    assert judged(found, "variational", DRAWN).outcome is drawn
    assert judged(found, "kl", KL).outcome is told
    assert judged(found, "prior_match", PRIOR).outcome is spread


@pytest.mark.parametrize(
    ("of_means", "of_draws", "lost"),
    [(0.7, 0.75, 1 / 6), (0.7, 1.3, 2.0), (0.99, 1.01, 0.0), (1.0, 1.0, 0.0)],
    ids=["healthy", "decoded means", "collapsed", "constant"],
)
def test_a_decoder_that_was_given_no_draws_makes_nothing_of_them(of_means: float, of_draws: float, lost: float) -> None:
    measured = with_draws(variational(1.0, 1.0), of_means, of_draws)
    assert measured.lost_in_draws == pytest.approx(lost)
    judgement = judged(case(measured), "variational", DRAWN)
    assert judgement.outcome is (Outcome.FAIL if lost > 1 else Outcome.PASS)
    assert ("z_mean" in render(judgement.message, "en")) == (lost > 1)


def test_what_says_little_because_its_draws_are_not_used_has_not_collapsed() -> None:
    little = variational(0.8, 1.0)
    message = render(judged(case(with_draws(little, 0.7, 1.3)), "kl", KL).message, "en")
    assert "784" not in message
    assert "trained on" in message


def test_the_divergence_is_the_sum_over_the_units() -> None:
    per_unit = judged(case(variational(1.2, 0.15, units=1)), "kl", KL).measured
    four = judged(case(variational(1.2, 0.15, units=4)), "kl", KL).measured
    assert per_unit is not None
    assert four == pytest.approx(4 * per_unit, rel=0.15)


def test_the_collapse_is_told_with_its_cause() -> None:
    assert "784" in render(judged(case(COLLAPSED), "kl", KL).message, "en")


@pytest.mark.parametrize(("measured", "active"), [(HEALTHY, 2), (COLLAPSED, 0)])
def test_units_that_tell_nothing_are_not_counted(measured: Measured, active: int) -> None:
    assert judged(case(measured), "active_units", {"at_least": 2, "from": 0}).measured == active


def test_too_narrow_is_as_far_from_the_prior_as_too_wide() -> None:
    narrow = judged(case(variational(0.1, 0.1)), "prior_match", PRIOR)
    assert narrow.outcome is Outcome.FAIL
    assert "only" in render(narrow.message, "en")
