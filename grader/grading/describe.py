"""What a model was trained on, in words for the report."""

from collections.abc import Sequence
from typing import Any

from grader.execution import RunRecord
from grader.i18n import Lang, render, text
from grader.matching import Traced

__all__ = ["describe_history"]


def describe_history(history: Sequence[Traced], run: RunRecord, lang: Lang) -> list[dict[str, Any]]:
    """One entry per training: where it stands, how long it was, what it consumed, how that was scaled."""
    return [_describe(traced, run, lang) for traced in history]


def _describe(traced: Traced, run: RunRecord, lang: Lang) -> dict[str, Any]:
    event, provenance = traced.event, traced.provenance
    # Noisy images are recognised by their clean targets.
    origin = provenance.y if provenance.target == "clean" else provenance.x
    scaling = provenance.x_preprocessing
    return {
        "cell": run.cells[event.cell].index + 1,
        "kind": event.kind,
        "epochs": event.epochs,
        "steps": event.steps,
        "optimizer": event.optimizer,
        "learning_rate": event.learning_rate and float(f"{event.learning_rate:.4g}"),
        "loss": event.loss,
        "dataset": origin.dataset if origin else None,
        "train": {str(label): count for label, count in origin.train.items()} if origin else {},
        "test": {str(label): count for label, count in origin.test.items()} if origin else {},
        "identified": round(origin.identified, 4) if origin else 0.0,
        "target": provenance.target,
        "noise": {"sd": round(traced.noise.sd, 4), "clipped": traced.noise.clipped} if traced.noise else None,
        "preprocessing": render(scaling.describe() if scaling else text("not recognised"), lang),
    }
