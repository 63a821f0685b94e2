"""One small task of each kind, of arrays that can be reckoned with."""

from typing import Any

import numpy as np

from grader.measurement import Denoising, Detection, Latent, Measured, Sparsity
from grader.provenance import Noise
from grader.report.figures import TaskFigures

NAMES = ["T-shirt $x_1$ <b>", "trouser", "bag"]
DIGITS = ["0", "1", "2"]


def fields(**changes: Any) -> dict[str, Any]:
    """30 images of three classes, reconstructed at half their brightness; errors from 0 to 0.29."""
    rng = np.random.default_rng(0)
    images = rng.random((30, 28, 28), dtype=np.float32)
    return {
        "dataset": "fashion_mnist",
        "images": images,
        "reconstructions": images / 2,
        "labels": np.repeat([0, 1, 2], [20, 5, 5]),
        "errors": np.arange(30) / 100,
        "code": rng.normal(size=(30, 2)).astype(np.float32),
        **changes,
    }


def plain(**changes: Any) -> Measured:
    return Measured(**fields(**changes))


def latent(**changes: Any) -> Latent:
    return Latent(**fields(**{"accuracy": 0.625, **changes}))


def denoising(**changes: Any) -> Denoising:
    given = fields(**changes)
    extra = {"noise": Noise(sd=0.5, clipped=True), "noisy": 1 - given["images"], "noisy_error": 1.45}
    return Denoising(**{**extra, "linear_error": 0.29, **given})


def sparsity(**changes: Any) -> Sparsity:
    """Eight units: two dead, one active on every image, the others on every fifth."""
    code = np.zeros((30, 8), np.float32)
    code[:, 0] = np.linspace(0.5, 1, 30)
    code[::5, 1:6] = 0.2
    return Sparsity(**fields(**{"code": code, "hoyer": 0.7, "near_zero": 0.75, "dead": 0.25, **changes}))


def detection(**changes: Any) -> Detection:
    extra = {
        "normal_class": 0, "normal": np.arange(30) < 20, "roc_auc": 1.0, "interval": (1.0, 1.0),
        "auc_against": {1: 0.9, 2: 0.75}, "encoder_effect": None, "decoder_effect": None,
    }  # fmt: skip
    return Detection(**{**extra, **fields(**changes)})


def task(measured: Measured, **changes: Any) -> TaskFigures:
    return TaskFigures(**{"task": "one", "measured": measured, "class_names": NAMES, "losses": [[0.3, 0.2]], **changes})
