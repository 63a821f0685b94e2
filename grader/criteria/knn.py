"""`knn`: neighbours in the code name the class as well as those among the pixels do (AEkNN).

Pulgar et al. 2019, AEkNN: An AutoEncoder kNN-Based Classifier With Built-in Dimensionality Reduction.
"""

from functools import lru_cache
from typing import Final

import numpy as np

from grader.assignment import CriterionSpec
from grader.criteria.known_images import components, training_images, training_labels
from grader.criteria.measured import needs
from grader.criteria.protocol import Case, Judgement, register, verdict
from grader.criteria.shows_numbers import number
from grader.datasets import DatasetName, load
from grader.i18n import text
from grader.measurement import Challenge, Measured, Question
from grader.metrics.knn import knn_accuracy

__all__ = ["code_accuracy", "pca_accuracy", "raw_accuracy"]

#: Training images whose codes vote; with 10,000 both accuracies are 0.02 lower.
_VOTERS: Final = 20_000
#: Every fourth test image is judged.
_STEP: Final = 4
#: A code wider than the image is searched no faster than the pixels.
_WIDEST: Final = 784


def _ask(spec: CriterionSpec, challenge: Challenge) -> Question:
    images = (challenge.dataset.x_train[:_VOTERS] / 255).astype(np.float32)
    return Question(("training images", _VOTERS), images=images)


@register("knn", asks=_ask)
@needs(Measured)
def judge(spec: CriterionSpec, case: Case, measured: Measured) -> Judgement:
    """Accuracy of 5-NN on the code minus that on pixels, or on PCA; 0 where both are as good.

    `params.than`: `raw` for the pixels, or `pca` for as many components as the code has values.
    """
    than = str(spec.params.get("than", "raw"))
    own = code_accuracy(case, measured)
    other = pca_accuracy(measured) if than == "pca" else raw_accuracy(measured.dataset)
    if own is None:
        return verdict(spec, float("nan"), text("The code is as wide as the image: it makes no search faster."))
    name = text("a PCA of {k} components", k=measured.code_size) if than == "pca" else text("the pixels")
    message = text(
        "5-NN names the class of {own:.1f} % of the test images on the code, and of {other:.1f} % on {name}.",
        own=100 * own,
        other=100 * other,
        name=name,
    )
    return verdict(spec, own - other, message)


@number("knn_code", r"\bae|aeknn|_ae\b|c[oó]dig|code|laten|encod", text("the accuracy on the code"))
def code_accuracy(case: Case, measured: Measured) -> float | None:
    """Accuracy of 5-NN on the model's code; None where no criterion asked for its codes, or it has no bottleneck."""
    answers = (answer for answer in measured.answers.values() if len(answer.code) == _VOTERS)
    found = next(answers, None)
    if found is None or measured.code_size >= _WIDEST:
        return None
    labels = training_labels(measured.dataset, _VOTERS)
    return knn_accuracy(found.code, labels, measured.code[::_STEP], measured.labels[::_STEP])


@number("knn_raw", r"raw|crud|p[ií]xel|original|784|sin reduc|direct|\bk-?nn", text("the accuracy on the pixels"))
def _raw(case: Case, measured: Measured) -> float | None:
    return raw_accuracy(measured.dataset)


@number("knn_pca", r"pca|componentes|components", text("the accuracy on the PCA"))
def _pca(case: Case, measured: Measured) -> float | None:
    return pca_accuracy(measured)


@lru_cache(maxsize=3)
def raw_accuracy(dataset: DatasetName) -> float:
    """Accuracy of 5-NN on the pixels."""
    known = load(dataset)
    test = (known.x_test[::_STEP] / 255).astype(np.float32).reshape(-1, 784)
    train = training_images(dataset, _VOTERS).reshape(-1, 784)
    return knn_accuracy(train, training_labels(dataset, _VOTERS), test, known.y_test[::_STEP].astype(np.int64))


def pca_accuracy(measured: Measured) -> float:
    """Accuracy of 5-NN on as many principal components as the code has values."""
    fitted = components(measured.dataset, min(measured.code_size, _WIDEST))
    train = fitted.code(training_images(measured.dataset, _VOTERS))
    test = fitted.code(measured.images[::_STEP])
    labels = training_labels(measured.dataset, _VOTERS)
    return knn_accuracy(train, labels, test, measured.labels[::_STEP])
