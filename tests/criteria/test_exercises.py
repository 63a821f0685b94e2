"""The criteria of the exercises: good work passes, and each mistake costs what it should."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from grader.assignment import CriterionSpec, find_assignment
from grader.criteria import Case, Judgement, Pictures, kinds
from grader.exchange.evidence import CellEvidence, Layer, Number
from grader.execution.record import RunRecord
from grader.i18n import render
from grader.matching import Chain
from grader.measurement import Denoising, Detection, Latent, Measured, Sparsity
from grader.outcome import Outcome
from grader.provenance import Noise
from tests.criteria.conftest import cell, detection, evidence, traced
from tests.matching.events import snapshot

RNG = np.random.default_rng(0)
N = 400
IMAGES = RNG.random((N, 28, 28)).astype(np.float32)
LABELS = np.arange(N) % 10


def base(error: float = 0.005, code: int = 64) -> dict[str, Any]:
    return {
        "dataset": "mnist",
        "images": IMAGES,
        "reconstructions": IMAGES,
        "labels": LABELS,
        "errors": np.full(N, error),
        "code": RNG.random((N, code)).astype(np.float32),
    }


def denoising(error: float = 0.017, **changes: Any) -> Denoising:
    noise = {"noise": Noise(0.5, False), "noisy": IMAGES, "noisy_error": 0.25, "linear_error": 0.0215}
    return Denoising(**base(error), **{**noise, **changes})


def sparsity(**changes: Any) -> Sparsity:
    fields = {**base(0.03), "hoyer": 0.8, "near_zero": 0.85, "dead": 0.41, **changes}
    return Sparsity(**fields)


def case(measured: Measured, *, text: str = "", history: Any = None, **changes: Any) -> Case:
    run = RunRecord(status="completed", profile="bubblewrap", cells=[cell(0, text)], wall=1, cpu=1, peak_memory=1)
    found = Case(
        run=run,
        cells=[evidence()],
        snapshot=snapshot(0, [1], ["a"]),
        history=history if history is not None else [traced(dataset="mnist", train=dict.fromkeys(range(10), 600))],
        chain=Chain(),
        measured=measured,
        problem=None,
    )
    return replace(found, **changes)


def judge(name: str, found: Case) -> Judgement:
    task, criterion = name.split(".")
    specs = find_assignment("clase156-ejercicios").task(task).criteria
    spec: CriterionSpec = next(one for one in specs if one.id == criterion)
    return kinds()[spec.kind](spec.on(found.measured.dataset if found.measured else None), found)


PLAIN = Measured(**base())


@pytest.mark.parametrize(
    ("name", "measured", "outcome"),
    [
        ("simple.code_size", PLAIN, Outcome.PASS),
        ("simple.code_size", Measured(**base(code=32)), Outcome.PARTIAL),
        ("simple.code_size", Measured(**base(code=784)), Outcome.FAIL),
        ("simple.reconstruction", PLAIN, Outcome.PASS),
        ("simple.reconstruction", Measured(**base(0.03)), Outcome.PARTIAL),
        ("simple.reconstruction", Measured(**base(0.0675)), Outcome.FAIL),
        ("simple.beats_pca", PLAIN, Outcome.PASS),
        ("simple.beats_pca", Measured(**base(0.0095)), Outcome.PARTIAL),
        ("latent2d.code_size", Latent(**base(code=2), accuracy=0.7), Outcome.PASS),
        ("latent2d.code_size", Latent(**base(code=3), accuracy=0.7), Outcome.FAIL),
        ("latent2d.reconstruction", Latent(**base(0.04), accuracy=0.7), Outcome.PASS),
        ("latent2d.reconstruction", Latent(**base(0.0576), accuracy=0.36), Outcome.PARTIAL),
        ("latent2d.accuracy", Latent(**base(), accuracy=0.56), Outcome.PASS),
        ("latent2d.accuracy", Latent(**base(), accuracy=0.36), Outcome.PARTIAL),
        ("latent2d.accuracy", Latent(**base(), accuracy=float("nan")), Outcome.FAIL),
        ("denoising.gain", denoising(), Outcome.PASS),
        ("denoising.gain", denoising(0.25), Outcome.FAIL),
        ("denoising.advantage", denoising(), Outcome.PASS),
        ("denoising.advantage", denoising(0.0284), Outcome.FAIL),
        ("denoising.advantage", denoising(0.0230), Outcome.PARTIAL),
        ("sparse.sparsity", sparsity(), Outcome.PASS),
        ("sparse.sparsity", sparsity(hoyer=0.18), Outcome.FAIL),
        ("sparse.alive", sparsity(), Outcome.PASS),
        ("sparse.alive", sparsity(dead=1.0), Outcome.FAIL),
        ("sparse.reconstruction", sparsity(), Outcome.PASS),
        ("sparse.reconstruction", sparsity(errors=np.full(N, 0.0825)), Outcome.FAIL),
    ],
)
def test_what_is_measured_decides(name: str, measured: Measured, outcome: Outcome) -> None:
    assert judge(name, case(measured)).outcome is outcome


def test_a_denoiser_that_changes_nothing_lowers_nothing() -> None:
    noise = denoising(0.2).noisy_error
    for error, words in ((0.999 * noise, "nothing is"), (0.5 * noise, "2.0 times less")):
        assert words in render(judge("denoising.gain", case(denoising(error))).message, "en")


def sparse_code() -> Any:
    """85 % zeros, the others 2 on average."""
    rng = np.random.default_rng(1)
    return np.where(rng.random((N, 64)) < 0.15, rng.exponential(2, (N, 64)), 0).astype(np.float32)


def test_a_penalty_on_the_weights_is_told_from_one_on_the_activations() -> None:
    dense = case(sparsity(hoyer=0.15))
    assert "kernel_regularizer" in render(judge("sparse.sparsity", dense).message, "en")
    layer = Layer(class_name="Dense", units=64, activity_regularizer="L1 {'l1': 1e-06}")
    weak = replace(dense, snapshot=snapshot(0, [1], ["a"]).model_copy(update={"layers": [layer]}))
    assert "1e-06" in render(judge("sparse.sparsity", weak).message, "en")


@pytest.mark.parametrize(
    ("target", "noise", "outcome", "said"),
    [
        ("clean", Noise(0.5, True), Outcome.PASS, "clipped"),
        ("clean", Noise(0.1, False), Outcome.PARTIAL, "0.10"),
        ("clean", Noise(0.5, False, fixed=True), Outcome.FAIL, "same noise"),
        ("clean", None, Outcome.UNVERIFIED, "cannot be told"),
        ("same", None, Outcome.FAIL, "had no noise"),
        ("same", Noise(0.5, False), Outcome.FAIL, "noisy too"),
        ("noisy", Noise(0.5, False), Outcome.FAIL, "noisy too"),
        ("other", None, Outcome.FAIL, "not the clean versions"),
        ("none", None, Outcome.FAIL, "had no noise"),
    ],
)
def test_a_denoiser_is_trained_from_noisy_to_clean(target: Any, noise: Any, outcome: Outcome, said: str) -> None:
    last = traced(dataset="mnist", target=target)
    last = replace(last, provenance=replace(last.provenance, noise=noise))
    judged = judge("denoising.pairs", case(denoising(), history=[traced(), last]))
    assert judged.outcome is outcome
    assert said in render(judged.message, "en")


def test_a_noisy_target_is_no_image_to_give_back() -> None:
    last = traced(dataset="mnist", target="noisy")
    assert judge("simple.trained_on", case(PLAIN, history=[last])).outcome is Outcome.FAIL


def test_an_anomaly_detector_knows_one_class() -> None:
    one, two = traced(dataset="mnist", train={4: 6000}), traced(dataset="mnist", train={4: 6000, 7: 6000})
    assert judge("anomaly.trained_on", case(detection(), history=[one])).outcome is Outcome.PASS
    assert judge("anomaly.trained_on", case(detection(), history=[two])).outcome is Outcome.FAIL
    assert judge("anomaly.trained_on", case(detection(), history=[one, two])).outcome is Outcome.FAIL


def pictures(pairs: int, *, wrong: bool = False) -> Pictures:
    """Inputs above their answers in one figure."""
    inputs = IMAGES[:pairs].astype(float)
    answers = 0.8 * inputs + 0.1
    drawn = answers[::-1].copy() if wrong else answers
    return Pictures([np.concatenate([inputs, drawn])], [np.concatenate([answers, 0.8 * drawn + 0.1])])


def test_reconstructions_stand_beside_their_originals() -> None:
    assert judge("simple.shows_output", case(PLAIN, pictures=pictures(5))).outcome is Outcome.PASS
    assert judge("simple.shows_output", case(PLAIN, pictures=pictures(1))).share == pytest.approx(1 / 3)
    assert judge("simple.shows_output", case(PLAIN, pictures=Pictures([], []))).outcome is Outcome.FAIL
    only = Pictures([IMAGES[:5].astype(float)], [0.8 * IMAGES[:5] + 0.1])
    assert judge("simple.shows_output", case(PLAIN, pictures=only)).outcome is Outcome.FAIL


def test_of_a_denoiser_only_noisy_images_count() -> None:
    assert judge("denoising.shows_output", case(denoising(), pictures=pictures(5))).outcome is Outcome.FAIL
    noisy = denoising(noisy_error=0.003)
    assert judge("denoising.shows_output", case(noisy, pictures=pictures(5))).outcome is Outcome.PASS


def test_noise_cut_off_for_the_drawing_only_is_forgiven() -> None:
    noisy, denoised = IMAGES[:5].astype(float), IMAGES[5:10].astype(float)
    answers = denoised + 0.3 * denoised.std() * RNG.choice([-1, 1], denoised.shape)
    loose = Pictures([np.concatenate([noisy, denoised])], [np.concatenate([answers, denoised])])
    assert judge("denoising.shows_output", case(denoising(), pictures=loose)).outcome is Outcome.PASS
    other = Pictures([2.0 * IMAGES[:5] - 1, *loose.tiles], [np.zeros((5, 28, 28)), *loose.answers])
    assert judge("denoising.shows_output", case(denoising(), pictures=other)).outcome is Outcome.PASS
    clipped = denoising(noise=Noise(0.5, True))
    assert judge("denoising.shows_output", case(clipped, pictures=loose)).outcome is Outcome.FAIL


@pytest.mark.parametrize(
    ("printed", "outcome"),
    [
        ("Activación media: {mean:.4f}", Outcome.PASS),
        ("sparsity: {zeros:.1%}", Outcome.PASS),
        ("code (Dense)  (None, 64)  50,240\nzeros: {zeros:.3f}", Outcome.PASS),
        ("mean |z|: {mean:.3f}\nHoyer sparsity: 0.52\nactivations near zero: 53%\nactive units: 37.7", Outcome.FAIL),
        ("mean |z|: {mean:.3f}\nHoyer sparsity: 0.52\nactive units per image: {nearly:.1f}", Outcome.FAIL),
        ("Unidades muertas: {dead}", Outcome.PASS),
        ("loss: {mean:.4f}", Outcome.FAIL),
        ("Activación media: 17.3", Outcome.FAIL),
        ("", Outcome.FAIL),
    ],
)
def test_activations_are_inspected_in_print(printed: str, outcome: Outcome) -> None:
    code = sparse_code()
    code[:, :20] = 0
    measured = sparsity(code=code)
    dead = int((code == 0).all(axis=0).sum())
    said = printed.format(mean=code.mean(), zeros=(code == 0).mean(), dead=dead, nearly=0.97 * (code.shape[1] - dead))
    assert judge("sparse.inspected", case(measured, text=said)).outcome is outcome


@pytest.mark.parametrize(
    ("printed", "outcome"),
    [
        ("│ encoder_l1 (Sequential)  │ (None, 64)  │  49,{zeros:.0f} │", Outcome.FAIL),
        ("Dimensión del código: 64", Outcome.FAIL),
        ("unidades del código: 64 (784 -> 64)", Outcome.FAIL),
        ("Unidades vivas: 64 de 64", Outcome.PASS),
    ],
)
def test_what_layers_are_made_of_is_no_inspection(printed: str, outcome: Outcome) -> None:
    code = sparse_code()
    said = printed.format(zeros=1000 * (code == 0).mean())
    assert judge("sparse.inspected", case(sparsity(code=code), text=said)).outcome is outcome


def test_printed_activations_are_an_inspection() -> None:
    code = sparse_code()
    assert judge("sparse.inspected", case(sparsity(code=code), text=str(code[0]))).outcome is Outcome.PASS


def anomalies() -> Detection:
    return detection(roc_auc=0.9, auc_against={1: 0.99, 6: 0.75})


@pytest.mark.parametrize(
    ("printed", "outcome"),
    [
        ("ROC-AUC: 0.901", Outcome.PASS),
        ("AUC frente a la clase 1: 0.988", Outcome.PASS),
        ("ROC-AUC (clase 1 contra todas): 0.3737", Outcome.FAIL),
        ("ROC-AUC: 0.10", Outcome.FAIL),
        ("ROC-AUC: 0.85", Outcome.FAIL),
        ("MSE normal: {inside:.4f}, anomalía: {outside:.4f}", Outcome.PASS),
        ("MSE normal: {inside:.4f}", Outcome.FAIL),
        ("", Outcome.FAIL),
    ],
)
def test_the_error_is_used_as_a_score(printed: str, outcome: Outcome) -> None:
    measured = anomalies()
    inside, outside = measured.error, float(measured.errors[~measured.normal].mean())
    found = case(measured, text=printed.format(inside=inside, outside=outside))
    assert judge("anomaly.score", found).outcome is outcome


@pytest.mark.parametrize(("apart", "outcome"), [(1, Outcome.PASS), (2, Outcome.FAIL)])
def test_mean_errors_stand_together(apart: int, outcome: Outcome) -> None:
    measured = anomalies()
    texts = {0: f"MSE: {measured.error:.4f}", apart: f"MSE: {measured.errors[~measured.normal].mean():.4f}"}
    found = case(measured)
    run = found.run.model_copy(update={"cells": [cell(order, texts.get(order, "")) for order in range(4)]})
    assert judge("anomaly.score", replace(found, run=run)).outcome is outcome


def test_mean_errors_of_what_was_trained_before_are_others() -> None:
    measured = anomalies()
    told = f"MSE: {measured.error:.4f}, val_mse: {measured.errors[~measured.normal].mean():.4f}"
    run = case(measured).run.model_copy(update={"cells": [cell(0, told), cell(1), cell(2)]})
    for trained, outcome in ((0, Outcome.PASS), (1, Outcome.FAIL)):
        found = replace(case(measured), run=run, snapshot=snapshot(trained, [1], ["a"]))
        assert judge("anomaly.score", found).outcome is outcome


def test_the_anomaly_may_be_one_class() -> None:
    measured = detection(roc_auc=0.65, auc_against={1: 0.95, 6: 0.6})
    assert judge("anomaly.roc_auc", case(measured)).outcome is Outcome.PARTIAL
    chosen = evidence(numbers=[Number(name="auc", value=0.9493)])
    assert isinstance(chosen, CellEvidence)
    judged = judge("anomaly.roc_auc", case(measured, cells=[chosen]))
    assert (judged.outcome, judged.measured) == (Outcome.PASS, 0.95)
