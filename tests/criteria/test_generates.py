"""What a decoder makes of draws from the prior: varied, and like real images."""

from collections.abc import Mapping
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from grader.criteria import generates, judges
from grader.criteria.generates import from_prior
from grader.criteria.judges import judge_of
from grader.datasets import load
from grader.measurement import Challenge
from grader.metrics.generated import Judge
from grader.outcome import Outcome
from tests.criteria.generative import RNG, answer, judged, spec
from tests.criteria.test_exercises import PLAIN, case

REAL = RNG.random((10, 28, 28)).astype(np.float32)


@pytest.fixture(autouse=True)
def _known(monkeypatch: pytest.MonkeyPatch) -> None:
    """A judge for whom the nearest of ten images is the class, and these ten as the training images."""
    nearest = SimpleNamespace(classes=lambda images: np.abs(images[:, None] - REAL).mean(axis=(2, 3)).argmin(axis=1))
    monkeypatch.setattr(generates, "judge_of", lambda dataset: (nearest, 0.97))
    monkeypatch.setattr(generates, "training_images", lambda dataset, count: REAL)


def outcome(kind: str, decoded: Any, bounds: Mapping[str, float]) -> Outcome:
    measured = replace(PLAIN, answers={"it": answer(decoded=decoded.astype(np.float32))})
    return judged(case(measured), kind, bounds).outcome


def test_one_picture_for_all_draws_is_no_variety() -> None:
    bounds = {"at_least": 5, "from": 2}
    assert outcome("variety", REAL.repeat(10, axis=0), bounds) is Outcome.PASS
    assert outcome("variety", REAL[:1].repeat(100, axis=0), bounds) is Outcome.FAIL


def test_what_is_like_no_image_is_far_from_all() -> None:
    bounds = {"at_most": 4.5, "from": 6.0}
    assert outcome("likeness", REAL + 0.05, bounds) is Outcome.PASS
    assert outcome("likeness", 1 - REAL, bounds) is Outcome.FAIL


def test_a_model_without_a_decoder_generates_nothing() -> None:
    assert judged(case(replace(PLAIN, answers={"it": answer()})), "variety", {"at_least": 5}).outcome is Outcome.FAIL


def test_draws_are_standard_normal_and_known_to_nobody() -> None:
    def draws(private: int) -> Any:
        question = from_prior(spec("variety"), Challenge("reconstruction", load("digits"), private=private))
        assert question.codes is not None
        return question.codes(np.zeros((5, 3), np.float32), np.zeros((0, 3), np.float32))

    first, again, other = draws(1), draws(1), draws(2)
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
    assert abs(first.mean()) < 0.1
    assert abs(first.std() - 1) < 0.1


def test_the_judge_is_trained_once_for_the_same_images(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    small = SimpleNamespace(
        x_train=np.arange(12 * 784, dtype=np.uint32).astype(np.uint8).reshape(12, 28, 28), y_train=np.arange(12) % 3
    )
    known = SimpleNamespace(**vars(small), x_test=small.x_train, y_test=small.y_train)
    monkeypatch.setattr(judges, "load", lambda dataset: known)
    monkeypatch.setenv("GRADER_CACHE_DIR", str(tmp_path))
    judge_of.cache_clear()
    first, accuracy = judge_of("digits")
    judge_of.cache_clear()
    monkeypatch.setattr(Judge, "fit", lambda *given: pytest.fail("it was trained again"))
    again, _ = judge_of("digits")
    judge_of.cache_clear()
    assert np.array_equal(first.hidden, again.hidden)
    assert 0 <= accuracy <= 1
