"""A realistic result: PCA(32) fitted on the T-shirts of Fashion-MNIST stands in for a student's autoencoder."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest

from grader.datasets import CLASS_NAMES, load
from grader.errors import MissingDataset
from grader.metrics.reconstruction import reconstruction_error
from grader.metrics.roc_auc import bootstrap_interval, roc_auc
from grader.outcome import Outcome, Status
from grader.report.figures import DetectionFigures
from grader.result import CriterionResult, Diagnosis, GradedModel, Isolation, Result, Submission, TaskResult

GRADED_AT = datetime(2026, 11, 21, 12, 30, tzinfo=UTC)
ACCEPTANCE = {
    "detector": [
        "convolutional",
        "bottleneck",
        "trained_on",
        "reconstruction",
        "roc_auc",
        "roc_auc_reported",
        "histogram",
    ]
}


@pytest.fixture(scope="session")
def figures() -> DetectionFigures:
    from sklearn.decomposition import PCA

    try:
        data = load("fashion_mnist")
    except MissingDataset as missing:
        pytest.skip(str(missing))
    shirts = data.x_train[data.y_train == 0].reshape(-1, 784) / 255.0
    images = (data.x_test / 255.0).astype(np.float32)
    pca = PCA(32, random_state=0).fit(shirts)
    made = pca.inverse_transform(pca.transform(images.reshape(-1, 784))).reshape(images.shape).astype(np.float32)
    errors, normal = reconstruction_error(images, made), data.y_test == 0
    return DetectionFigures(
        task="detector",
        errors=errors,
        normal=normal,
        labels=data.y_test.astype(np.int64),
        images=images,
        reconstructions=made,
        class_names=CLASS_NAMES["fashion_mnist"]["es"],
        normal_name="camiseta",
        auc=roc_auc(errors, normal),
        auc_interval=bootstrap_interval(errors, normal, seed=0, rounds=100),
        losses=[[0.0913, 0.0391, 0.0268, 0.0214, 0.0186, 0.0168, 0.0155, 0.0147]],
    )


ROWS: list[tuple[Any, ...]] = [
    ("runs", "Se ejecuta completo", 12.0, None, "= 12", 5, "Las 12 celdas de código se ejecutaron sin errores."),
    ("convolutional", "Encoder y decoder convolucionales", 1.52, None, ">= 1.05 ×", 10,
     "Sin sus convoluciones espaciales el error crece 1.5 veces (encoder) y 2.3 veces (decoder)."),
    ("bottleneck", "Cuello de botella", 32.0, None, "<= 392", 5,
     "El decoder reconstruye cada imagen de 784 píxeles a partir de un código de 32 valores."),
    ("trained_on", "Entrenado solo con camisetas de train", 100.0, None, "= 100 %", 15,
     "Entrenado con 6000 imágenes distintas, todas de la clase 0 de la partición de train, con la propia imagen "
     "como objetivo."),
    ("reconstruction", "Error de reconstrucción (MSE de camisetas)", 0.00920, None, "<= 0.035", 10,
     "El modelo reconstruye camisetas nunca vistas con un error cuadrático medio de 0.0092."),
    ("roc_auc", "ROC-AUC medido", 0.8963, (0.8871, 0.9049), ">= 0.85", 35,
     "El error negativo ordena una camiseta antes que otra prenda en el 89.6 % de los pares (intervalo del 95 %: "
     "0.887 a 0.905)."),
    ("roc_auc_reported", "ROC-AUC que informa el notebook", 0.896, None, "0.896 ± 0.02", 5,
     "El notebook informa 0.896, tal como se midió."),
    ("histogram", "Histograma del MSE por clase", 0.37, None, "<= 0.5", 10,
     "El histograma muestra camisetas y resto tal como se midieron; como está dibujado se solapan un 37 %."),
    ("separation", "Separación medida (solape)", 0.361, None, "<= 0.5", 5,
     "Los errores medidos de las camisetas y del resto se solapan un 36 %."),
]  # fmt: skip

#: What the same rows become for a detector trained on all classes, without a histogram split by class.
WRONG: dict[str, tuple[Any, ...]] = {
    "runs": (Outcome.PARTIAL, 11.0, 4.58, "La celda 14 terminó con NameError: name 'mse_camisetas' is not defined"),
    "trained_on": (Outcome.FAIL, 10.0, 0,
                   "54000 de las 60000 imágenes con que se entrenó no deberían estar ahí (partición/clase: "
                   "train/1 (6000), train/2 (6000), train/3 (6000), train/4 (6000))."),
    "roc_auc": (Outcome.FAIL, 0.592, 0, "El error negativo ordena una camiseta antes que otra prenda en el 59.2 % de "
                "los pares (intervalo del 95 %: 0.573 a 0.611)."),
    "roc_auc_reported": (Outcome.FAIL, 0.408, 0, "El notebook informa 0.408, que es 1 - 0.592: el signo está al revés. "
                         "Una camiseta tiene un error pequeño, así que su puntuación debe ser -MSE."),
    "histogram": (Outcome.FAIL, None, 0, "Hay un histograma, pero no está separado en camisetas y resto."),
    "separation": (Outcome.FAIL, 0.82, 0, "Los errores medidos de las camisetas y del resto se solapan un 82 %."),
}  # fmt: skip


def criterion(row: tuple[Any, ...], changes: dict[str, tuple[Any, ...]]) -> CriterionResult:
    name, title, measured, interval, target, most, message = row
    outcome, measured, points, message = changes.get(name, (Outcome.PASS, measured, most, message))
    if outcome is Outcome.FAIL:
        interval, target = interval and (0.573, 0.611), target.replace("0.896 ±", "0.592 ±")
    return CriterionResult(
        id=name, title=title, outcome=outcome, measured=measured, interval=interval, target=target,
        points=points, max_points=most, message=message,
    )  # fmt: skip


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
