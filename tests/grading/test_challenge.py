"""What a model is asked where its training leaves it open."""

import numpy as np
import pytest

from grader.assignment import Measure
from grader.datasets import load_or_stand_in
from grader.errors import StudentFault
from grader.grading.challenge import challenge_for
from grader.metrics.impulse import Impulses
from grader.provenance import Noise
from tests.diagnosis.submission import traced

KNOWN = {"mnist": load_or_stand_in("mnist")}


def test_a_model_of_clean_images_is_shown_the_noise_of_the_rubric() -> None:
    gaussian, masking = (
        challenge_for(Measure(kind="denoising", dataset="mnist", noise=noise), [], KNOWN, seed=0).noise
        for noise in ("gaussian", "masking")
    )
    assert gaussian is not None
    assert gaussian.sd == 0.5
    assert masking is not None
    raw = KNOWN["mnist"].x_test[:100]
    found = Impulses.of(raw.ravel() / 255, masking.apply(raw, np.random.default_rng(0)).ravel().astype(float))
    assert found.at_the_ends > 0.99
    assert abs(found.share - 0.3) < 0.05


def test_where_no_clean_image_was_seen_it_says_so() -> None:
    noisy = traced(target="same", x=None, y=None, noise=Noise(sd=0.5, clipped=True))
    with pytest.raises(StudentFault) as fault:
        challenge_for(Measure(kind="denoising"), [noisy], KNOWN, seed=0)
    assert "no clean image" in str(fault.value)
