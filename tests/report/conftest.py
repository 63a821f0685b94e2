"""A realistic result: PCA(32) fitted on the T-shirts of Fashion-MNIST stands in for a student's autoencoder."""

from collections.abc import Callable
from typing import Any

import pytest

from grader.datasets import Dataset, Published, load
from grader.errors import MissingDataset
from grader.outcome import Status
from grader.report.figures import TaskFigures
from grader.result import Diagnosis, GradedModel, Isolation, Result, Submission, TaskResult
from tests.report.models import figures_of, five, pca, some, train
from tests.report.sample import ROWS, WRONG, criterion


@pytest.fixture(scope="session")
def fashion() -> Dataset:
    return some(real("fashion_mnist"))


@pytest.fixture(scope="session")
def figures(fashion: Dataset) -> TaskFigures:
    return figures_of("detector", "detection", pca(train(fashion, 0), 32), fashion, "es", normal_class=0)


@pytest.fixture(scope="session")
def exercises(fashion: Dataset) -> list[TaskFigures]:
    return five(some(real("mnist")), fashion, "es")


def real(name: Published) -> Dataset:
    try:
        return load(name)
    except MissingDataset as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def make() -> Callable[..., Result]:
    """Builds the sample result; `changes` replaces criteria, other fields replace those of the result."""

    def build(changes: dict[str, tuple[Any, ...]] | None = None, review: bool = False, **fields: Any) -> Result:
        criteria = [criterion(row, changes or {}) for row in ROWS]
        score = sum(c.points for c in criteria)
        accepted = not changes and not review
        task = TaskResult(
            id="detector", title="Detector de camisetas", accepted=accepted, needs_review=review,
            score=score, max_score=100, criteria=criteria,
            model=GradedModel(name="autoencoder", cell=7, why=[
                "se llama `autoencoder`, como pide el enunciado",
                "entrenado en la celda 7 con 6000 imágenes de una sola clase",
            ]),
        )  # fmt: skip
        document: dict[str, Any] = {
            "submission": Submission(file="garcia_ana.ipynb", sha256="3f" * 32, student="Ana García"),
            "assignment": "clase156-tarea",
            "status": Status.GRADED,
            "score": score,
            "max_score": 100,
            "accepted": accepted,
            "isolation": Isolation(profile="bubblewrap"),
            "tasks": [task],
            "diagnoses": [],
            "environment": {"python": "3.11.2", "tensorflow": "2.21.0", "keras": "3.15.0", "grader": "0.1.0"},
            "timings": {"notebook": 63.21, "inferencia": 9.83, "medidas": 1.94, "total": 78.4},
            "provenance": {
                "Datos": "fashion_mnist",
                "Imágenes reconocidas": "100 %",
                "Entrenamientos": {"celda 7": {"imágenes": "6000 distintas, clase 0 de train", "épocas": "8"}},
            },
        }
        return Result(**(document | fields))

    return build


@pytest.fixture(scope="session")
def accepted(make: Callable[..., Result]) -> Result:
    return make()


@pytest.fixture(scope="session")
def refused(make: Callable[..., Result]) -> Result:
    diagnoses = [
        Diagnosis(
            code="wrong_class", task="detector", symptom="El detector reconstruye bien todas las prendas.",
            cause="Se entrenó con las diez clases, así que nada le resulta anómalo.",
            fix="Entrena solo con `x_train[y_train == 0]`.",
        ),
        Diagnosis(
            code="flipped_sign", task="detector", symptom="El ROC-AUC impreso queda por debajo de 0.5.",
            cause="`roc_auc_score` recibió el error como puntuación: una camiseta tiene el error más pequeño.",
            fix="Usa `roc_auc_score(y_test == 0, -mse)`.",
        ),
    ]  # fmt: skip
    return make(WRONG, diagnoses=diagnoses)
