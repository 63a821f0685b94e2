"""How far a model is from those that the same training made again."""

from dataclasses import replace

import numpy as np

from grader.measurement import Detection
from grader.replay.compare import SPREAD, compared


def detection(scale: float = 1.0, auc: float = 0.9, other: float = 0.04) -> Detection:
    labels = np.repeat(np.arange(10), 20)
    rng = np.random.default_rng(0)
    errors = np.where(labels == 0, 0.01, other) * scale * rng.uniform(0.9, 1.1, len(labels))
    images = np.zeros((len(labels), 28, 28), np.float32)
    return Detection(
        dataset="fashion_mnist",
        images=images,
        reconstructions=images,
        labels=labels,
        errors=errors,
        code=np.zeros((len(labels), 8), np.float32),
        normal_class=0,
        normal=labels == 0,
        roc_auc=auc,
        interval=(auc, auc),
        auc_against={},
        encoder_effect=None,
        decoder_effect=None,
    )


def agreeing(graded: Detection, *replayed: Detection) -> dict[str, bool]:
    return {figure.name: figure.agrees for figure in compared(graded, replayed)}


def test_the_same_model_agrees() -> None:
    assert all(agreeing(detection(), detection()).values())
    assert all(agreeing(detection(1.05, 0.905), detection()).values())


def test_each_figure_tells_another_model_by_itself() -> None:
    assert agreeing(detection(1.4), detection()) == {"error": False, "roc_auc": True, "classes": True}
    assert agreeing(detection(auc=0.95), detection()) == {"error": True, "roc_auc": False, "classes": True}
    assert not agreeing(detection(other=0.09), detection())["classes"]


def test_a_worse_model_than_its_training_makes_differs_too() -> None:
    assert not agreeing(detection(auc=0.85), detection())["roc_auc"]


def test_a_training_that_never_makes_the_same_model_accuses_nobody() -> None:
    shaky = [detection(auc=0.85), detection(auc=0.88), detection(auc=0.90)]
    assert agreeing(detection(auc=0.93), *shaky)["roc_auc"]
    assert not agreeing(detection(auc=0.93), shaky[0])["roc_auc"]


def test_nan_agrees_with_nothing() -> None:
    broken = replace(detection(), roc_auc=float("nan"))
    assert not agreeing(broken, detection())["roc_auc"]


def test_there_is_a_spread_for_every_figure() -> None:
    assert {figure.name for figure in compared(detection(), [detection()])} <= SPREAD.keys()
