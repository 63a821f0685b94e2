"""Measures the model that answers a task, on data the student's code never held."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from grader.assignment import Measure
from grader.datasets import Dataset
from grader.errors import StudentFault
from grader.exchange.evidence import Snapshot
from grader.grading.probe import perturbed
from grader.i18n import text
from grader.inference import Prediction, infer
from grader.matching import Traced
from grader.measurement import Detection
from grader.metrics.reconstruction import reconstruction_error
from grader.metrics.roc_auc import bootstrap_interval, roc_auc
from grader.provenance import Preprocessing
from grader.sandbox.protocol import Limits, Sandbox

__all__ = ["measure_detection"]

#: Test images that are measured a second time, perturbed: enough for a ROC-AUC within 0.01.
_PROBE_ROWS = 2_000

Raw = NDArray[np.uint8]
Images = NDArray[np.float32]


def measure_detection(
    snapshot: Snapshot,
    graph: bytes,
    history: Sequence[Traced],
    measure: Measure,
    dataset: Dataset,
    *,
    seed: int,
    sandbox: Sandbox,
    limits: Limits,
) -> Detection:
    """Run the model on the public test split, preprocessed as it was in training, and compare on the 0..1 scale.

    Raises:
        StudentFault: the preprocessing cannot be told from the training, or the model cannot be run.
        InferenceFault: a box did not come up.
    """
    before, after = _preprocessing(history)
    rng = np.random.default_rng(seed)
    probe = rng.choice(len(dataset.x_test), _PROBE_ROWS, replace=False)
    raw = np.concatenate([dataset.x_test.astype(np.float32), perturbed(dataset.x_test[probe], rng)])
    rows = before.apply(raw)
    if rows.shape[1:] != tuple(snapshot.input_shape):
        rows = rows.reshape(len(rows), *snapshot.input_shape)
    prediction = infer(graph, rows, seed=int(rng.integers(2**32)), sandbox=sandbox, limits=limits)
    return _detection(prediction, raw, after, dataset, probe, measure.normal_class, seed)


def _detection(
    prediction: Prediction,
    raw: Images,
    after: Preprocessing,
    dataset: Dataset,
    probe: NDArray[np.int64],
    normal_class: int,
    seed: int,
) -> Detection:
    count = len(dataset.x_test)
    reconstructions = after.to_unit(prediction.outputs.reshape(len(raw), *after.layout.shape), raw)
    images = (raw / 255).astype(np.float32)
    errors = reconstruction_error(images, reconstructions)
    normal = dataset.y_test == normal_class
    # On the normal class only: what a detector makes of other images says nothing about how it reconstructs.
    shown = np.concatenate([normal, normal[probe]])[prediction.weak_rows]
    rows = prediction.weak_rows[shown]

    def effect(outputs: Images | None) -> float | None:
        if outputs is None:
            return None
        weakened = after.to_unit(outputs[shown].reshape(len(rows), *after.layout.shape), raw[rows])
        return float(reconstruction_error(images[rows], weakened).mean() / max(errors[rows].mean(), 1e-12))

    return Detection(
        errors=errors[:count],
        labels=dataset.y_test.astype(np.int64),
        normal=normal,
        images=images[:count],
        reconstructions=reconstructions[:count],
        roc_auc=roc_auc(errors[:count], normal),
        interval=bootstrap_interval(errors[:count], normal, seed=seed),
        code_size=prediction.code.shape[1],
        image_size=int(np.prod(dataset.x_test.shape[1:])),
        encoder_effect=effect(prediction.weak_encoder),
        # Without a cut the whole model ran as the encoder: there is no other half to ask.
        decoder_effect=effect(prediction.weak_decoder if prediction.narrow else prediction.weak_encoder),
        probe_auc=roc_auc(errors[count:], normal[probe]),
    )


def _preprocessing(history: Sequence[Traced]) -> tuple[Preprocessing, Preprocessing]:
    """What the last training that tells did to its inputs and to its targets."""
    for traced in reversed(history):
        before = traced.provenance.x_preprocessing
        if before is not None:
            return before, traced.provenance.y_preprocessing or before
    raise StudentFault(
        text("The images of the training were not recognised, so the model cannot be given test images like them."),
        text("Train on the images of the assignment's dataset, scaled as a whole (for example divided by 255)."),
    )
