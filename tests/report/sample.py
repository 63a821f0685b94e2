"""The rows of a realistic result: what each criterion says of a good submission, and of a bad one."""

from datetime import UTC, datetime
from typing import Any

from grader.outcome import Outcome
from grader.result import CriterionResult

GRADED_AT = datetime(2026, 11, 21, 12, 30, tzinfo=UTC)
REQUIRED = [
    "convolutional",
    "bottleneck",
    "trained_on",
    "reconstruction",
    "roc_auc",
    "roc_auc_reported",
    "histogram",
]


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
        id=name, title=title, outcome=outcome, required=name in REQUIRED, measured=measured, interval=interval,
        target=target,
        points=points, max_points=most, message=message,
    )  # fmt: skip
