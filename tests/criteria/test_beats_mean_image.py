"""What is said of an error beside that of the mean image."""

from dataclasses import replace

import numpy as np
import pytest

from grader.i18n import render
from grader.measurement import Measured
from grader.outcome import Outcome
from tests.criteria.generative import judged
from tests.criteria.test_exercises import base, case

PLAIN = Measured(**base())


@pytest.mark.parametrize(
    ("times", "outcome", "words"),
    [
        (0.3, Outcome.PASS, "their mean image has"),
        (0.97, Outcome.FAIL, "hardly less"),
        (1.7, Outcome.FAIL, "more than"),
    ],
)
def test_an_error_is_less_hardly_less_or_more(times: float, outcome: Outcome, words: str) -> None:
    measured = replace(PLAIN, errors=np.full(len(PLAIN.errors), times * PLAIN.mean_image_error))
    judgement = judged(case(measured), "beats_mean_image", {"at_most": 0.4, "from": 0.9})
    assert judgement.outcome is outcome
    assert words in render(judgement.message, "en")
