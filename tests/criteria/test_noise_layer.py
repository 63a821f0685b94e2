"""Noise inside a model, and salt and pepper."""

from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pytest

from grader.assignment import Bilingual, CriterionSpec
from grader.criteria import Case, Judgement, kinds
from grader.exchange.evidence import NoiseLayer
from grader.i18n import render
from grader.matching import Traced
from grader.outcome import Outcome
from grader.provenance import Noise
from grader.provenance.intensity import Affine
from grader.provenance.layout import layout_of
from grader.provenance.preprocessing import Preprocessing
from tests.criteria.conftest import traced
from tests.criteria.test_exercises import case, denoising

TITLE = Bilingual(es="ruido", en="noise")
RNG = np.random.default_rng(0)


def judge(kind: str, found: Case, **params: Any) -> Judgement:
    return kinds()[kind](CriterionSpec(id=kind, kind=kind, title=TITLE, points=5, params=params), found)


def layered(amount: float | None, target: Any = "same", noise: Noise | None = None) -> Traced:
    """A training on clean images, with a layer that adds noise of `amount`."""
    own = traced(dataset="mnist")
    layers = [] if amount is None else [NoiseLayer(class_name="GaussianNoise", amount=amount)]
    layout = layout_of(np.zeros((1, 784)))
    assert layout is not None
    provenance = replace(
        own.provenance, target=target, noise=noise, x_preprocessing=Preprocessing(layout, Affine(1 / 255, 0.0))
    )
    return Traced(own.event.model_copy(update={"noise_layers": layers}), provenance)


@pytest.mark.parametrize(
    ("last", "changes", "outcome", "said"),
    [
        (layered(0.5), {}, Outcome.PASS, "0.50"),
        (layered(0.1), {}, Outcome.PARTIAL, "0.10"),
        (layered(0.5), {"draws": True}, Outcome.FAIL, "when it predicts"),
        (layered(None), {"error": 0.0284}, Outcome.FAIL, "no noise layer"),
        (layered(None), {"error": 0.017}, Outcome.PASS, "of its own"),
        (layered(None, "clean", Noise(0.5, False)), {}, Outcome.FAIL, "before the training"),
        (layered(None, "noisy", Noise(0.5, False)), {}, Outcome.FAIL, "noisy too"),
    ],
)
def test_the_noise_is_a_layer_that_rests_when_it_predicts(
    last: Traced, changes: dict[str, Any], outcome: Outcome, said: str
) -> None:
    judged = judge("noise_layer", case(denoising(**changes), history=[last]), noise=[0.3, 0.75])
    assert judged.outcome is outcome
    assert said in render(judged.message, "en")


RAW = np.where(RNG.random((20, 28, 28)) < 0.8, 0, RNG.integers(1, 256, (20, 28, 28))).astype(np.uint8)


def impulses(share: float, *, salt: bool = True) -> Noise:
    draws = RNG.random(RAW.shape)
    noisy = np.where(draws < share, 0.0, RAW / 255)
    noisy = np.where(draws < share / 2, 1.0, noisy) if salt else noisy
    return Noise.seen(0.3, True, RAW, noisy)


GAUSSIAN = Noise.seen(0.5, True, RAW, np.clip(RAW / 255 + RNG.normal(0, 0.5, RAW.shape), 0, 1))


@pytest.mark.parametrize(
    ("noise", "outcome"),
    [
        (impulses(0.3), Outcome.PASS),
        (impulses(0.1), Outcome.PASS),
        (impulses(0.3, salt=False), Outcome.PASS),
        (replace(impulses(0.3), fixed=True), Outcome.FAIL),
        (impulses(0.01), Outcome.PARTIAL),
        (impulses(0.95), Outcome.PARTIAL),
        (GAUSSIAN, Outcome.FAIL),
        (Noise(0.5, False), Outcome.FAIL),
        (None, Outcome.UNVERIFIED),
    ],
)
def test_salt_and_pepper_sets_some_pixels_to_the_ends(noise: Noise | None, outcome: Outcome) -> None:
    found = case(denoising(), history=[layered(None, "clean", noise)])
    assert judge("salt_pepper", found, share=[0.05, 0.75]).outcome is outcome


def test_salt_and_pepper_in_the_target_too_is_no_denoising() -> None:
    for target, measured in product(("same", "noisy"), (denoising(), None)):
        found = case(measured, history=[layered(None, target, impulses(0.3))])
        assert judge("salt_pepper", found, share=[0.05, 0.75]).outcome is Outcome.FAIL


@pytest.mark.parametrize(
    ("changes", "outcome", "said"),
    [
        ({"error": 0.03}, Outcome.PASS, "of its own"),
        ({"error": 0.05}, Outcome.FAIL, "had no noise"),
        ({"error": 0.03, "draws": True}, Outcome.FAIL, "when it predicts"),
    ],
)
def test_salt_and_pepper_may_be_a_layer_of_the_model(changes: dict[str, Any], outcome: Outcome, said: str) -> None:
    judged = judge("salt_pepper", case(denoising(**changes), history=[layered(None)]), share=[0.05, 0.75])
    assert judged.outcome is outcome
    assert said in render(judged.message, "en")
