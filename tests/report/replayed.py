"""Chains of weights and repeated trainings of every kind, as a result holds them."""

from typing import Any

from grader.result import Replay, ReplayedFigure, Result, WeightGap, Weights, WeightStrand

DIFFERS = "El mismo entrenamiento en una caja limpia da otro modelo (ROC-AUC 0.957, repetido 0.897)."
IMPOSSIBLE = "No se pudo repetir el entrenamiento en una caja limpia. Se entrenó en un bucle escrito a mano."

HONEST = Weights(strands=[WeightStrand(variables=12, began="drawn", trainings=[0], averaged=False)], gaps=[])
BROKEN = Weights(
    strands=[
        WeightStrand(variables=5, began="drawn", trainings=[0, 1], averaged=True),
        WeightStrand(variables=3, began="pasted", trainings=[0], averaged=False),
        WeightStrand(variables=2, began="unknown", trainings=[1], averaged=False),
    ],
    gaps=[
        WeightGap(kind="end", variables=4, cell=None),
        WeightGap(kind="between", variables=2, cell=12),
        WeightGap(kind="start", variables=3, cell=9),
    ],
)


def training(cell: int = 9, **fields: Any) -> dict[str, Any]:
    document = {"cell": cell, "kind": "fit", "epochs": 8, "steps": 752, "train": {"0": 6000}, "test": {}}
    return document | fields


def agrees() -> Replay:
    return Replay(
        outcome="agrees",
        reason="Se repiten todos los entrenamientos.",
        message="El mismo entrenamiento en una caja limpia vuelve a dar el mismo modelo (ROC-AUC 0.8981).",
        figures=[
            ReplayedFigure(name="error", graded=0.00955, replayed=[0.00972], difference=-0.0167, spread=0.15),
            ReplayedFigure(name="roc_auc", graded=0.8981, replayed=[0.8942], difference=0.0038, spread=0.015),
            ReplayedFigure(name="classes", graded=1.078, replayed=[1.0], difference=0.078, spread=0.15),
        ],
        fresh_weights=False,
        seconds=17.4,
    )


def differs() -> Replay:
    figure = ReplayedFigure(
        name="roc_auc", graded=0.957, replayed=[0.898, 0.893, 0.9], difference=0.06, spread=0.015
    )  # fmt: skip
    return Replay(
        outcome="differs",
        reason="Un criterio pide que lo mire una persona.",
        message=DIFFERS,
        figures=[figure],
        fresh_weights=True,
        seconds=17.4,
    )


def impossible() -> Replay:
    return Replay(
        outcome="impossible",
        reason="Salió por sorteo.",
        message=IMPOSSIBLE,
        figures=[],
        fresh_weights=False,
        seconds=0,
    )


def with_origin(result: Result, *, weights: Weights | None = None, replay: Replay | None = None) -> Result:
    """`result` with two trainings of its first task, and what is given of it."""
    first, *others = result.tasks
    first = first.model_copy(update={"weights": weights, "replay": replay})
    both = [training(9), training(12, train={str(label): 6000 for label in range(10)})]
    return result.model_copy(update={"tasks": [first, *others], "provenance": {first.id: both}})
