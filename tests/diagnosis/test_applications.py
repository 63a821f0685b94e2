"""Mistakes in stacks, noise layers, hashing and imputation."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from grader.diagnosis import Part
from grader.diagnosis.evaluation.visible import error_on_visible
from grader.diagnosis.model.binary import not_binary
from grader.diagnosis.model.noise_on import noise_left_on
from grader.diagnosis.model.untied import untied
from grader.diagnosis.training.at_once import trained_at_once
from grader.exchange.structure import Structure
from grader.matching.chain import Chain, Strand
from grader.measurement import Answer, Denoising, Measured
from grader.metrics.masked import masked_error
from grader.provenance import Noise
from tests.diagnosis.submission import codes, measured, only, part, snapshot, symptoms, traced

RNG = np.random.default_rng(5)
S06, METHODS = "aprendizaje-profundo-s06", "metodos-generativos"


def denoiser(**changes: Any) -> Any:
    noise = {"noise": Noise(0.5, False), "noisy": measured().images, "noisy_error": 0.25, "linear_error": 0.02}
    return measured(Denoising, **{**noise, **changes})


@pytest.mark.parametrize(
    ("draws", "lost", "found"), [(True, "pairs", ["noise-at-prediction"]), (False, "pairs", []), (True, "gain", [])]
)
def test_noise_that_goes_on_when_the_model_predicts(draws: bool, lost: str, found: list[str]) -> None:
    task = part(
        "gaussian_layer", [traced()], lost=[lost], model=snapshot(), of=denoiser(draws=draws), assignment=METHODS
    )
    known = symptoms("ae.fit(x, x)", parts=[task])
    assert codes(noise_left_on, known) == found
    if found:
        only(noise_left_on, known)


def stacked(*strands: Strand) -> Part:
    task = part("greedy", [traced()], lost=["greedy"], model=snapshot(), of=measured(), assignment=METHODS)
    return replace(task, case=replace(task.case, chain=Chain(strands)))


def test_layers_that_were_trained_together() -> None:
    finding = only(trained_at_once, symptoms("ae.fit(x, x)", parts=[stacked(Strand(8, "drawn", (1,), False))]))
    assert finding.code == "trained-at-once"
    assert finding.place is not None
    assert finding.place.quote == "ae.fit(x, x)"


def test_a_stack_that_lacks_something_else() -> None:
    half = stacked(Strand(4, "drawn", (1, 2), False), Strand(4, "drawn", (2,), False))
    assert codes(trained_at_once, symptoms("ae.fit(x, x)", parts=[half])) == []


@pytest.mark.parametrize(("lost", "found"), [(["saturation"], ["code-not-binary"]), ([], [])])
def test_a_code_that_is_not_binary(lost: list[str], found: list[str]) -> None:
    task = part("hashing", [traced()], lost=lost, model=snapshot(), of=measured(), assignment=S06)
    known = symptoms("ae.fit(x, x)", parts=[task])
    assert codes(not_binary, known) == found
    if found:
        assert only(not_binary, known).measured is not None


def imputer() -> Measured:
    """Good where it was shown the pixels, bad where it was not."""
    images = RNG.random((1000, 28, 28)).astype(np.float32)
    hidden = RNG.random((2000, 28, 28)) < 0.5
    whole = np.concatenate([images, images])
    outputs = (whole + np.where(hidden, 0.4, 0.05)).astype(np.float32)
    codes = np.zeros((0, 64), np.float32)
    answer = Answer(whole, codes, outputs, codes, whole[:0])
    fields = {"images": images, "reconstructions": images, "labels": np.zeros(1000, int), "noisy": images}
    found: Measured = denoiser(**fields, answers={"imputation": answer})
    return found


def test_an_error_on_visible_pixels(monkeypatch: pytest.MonkeyPatch) -> None:
    masks = (np.arange(28) < 14) & np.ones((1000, 28, 28), bool)
    monkeypatch.setattr("grader.criteria.imputation._masks", lambda count, share: (masks, masks))
    monkeypatch.setattr("grader.criteria.imputation.training_images", lambda dataset: np.zeros((1, 28, 28)))
    of = imputer()
    outputs = of.answers["imputation"].outputs[:1000].copy()
    outputs[masks] += 0.3
    of.answers["imputation"].outputs[:1000] = outputs
    visible, missing = (masked_error(of.images, outputs, mask) for mask in (~masks, masks))
    task = part("imputation", [traced()], lost=["figures"], model=snapshot(), of=of, assignment=S06)
    for shown, found in ((visible, ["error-on-visible-pixels"]), (missing, []), (7.0, [])):
        run = {0: {"text": f"MSE de lo imputado: {shown:.5f}"}}
        assert codes(error_on_visible, symptoms("x = 1", parts=[task], runs=run)) == found


@pytest.mark.parametrize(("lost", "told"), [("tied", ["untied"]), ("reconstruction", [])])
def test_a_decoder_with_a_kernel_of_its_own(lost: str, told: list[str]) -> None:
    own = Structure(encoder=[64], decoder=[784], parameters=101_200, tied=0.0)
    task = part(
        "tied", [traced()], lost=[lost], model=snapshot(), of=measured(structure=own), assignment="clase156-variantes"
    )
    assert codes(untied, symptoms("ae_atado.fit(x, x)", parts=[task])) == told
