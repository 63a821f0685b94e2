"""Trained models and notebooks, for what matching makes of them."""

from pathlib import Path
from typing import Any

from grader.exchange.evidence import DataSeen, NoiseLayer
from grader.intake import Notebook
from grader.intake.notebook import Cell
from grader.matching import Candidate, Traced
from grader.provenance import Noise, Origin, Provenance, Target
from tests.matching.events import event, snapshot

__all__ = ["CLEAN", "NOISY", "ONE", "candidate", "notebook", "training"]

ALL = dict.fromkeys(range(10), 6000)


def training(
    target: Target = "same",
    classes: Any = None,
    noise: Noise | None = None,
    layers: list[NoiseLayer] | None = None,
    **known: Any,
) -> Traced:
    side = Origin(dataset="mnist", identified=1.0, train=classes or ALL, test={}, unknown=0, variants={}, elsewhere={})
    seen = DataSeen(
        shape=[784], dtype="float32", low=0, high=1, rows=1, distinct=1, fingerprints=None, sample=None, residual=0
    )
    found = event(1, 0, [1], ["start"], ["a"]).model_copy(
        update={"x": seen, "y": seen, "noise_layers": layers or [], **known}
    )
    return Traced(found, Provenance(side, side, target, noise, None, None))


def candidate(
    cell: int,
    history: list[Traced],
    *,
    code: int = 64,
    name: str = "autoencoder",
    layers: Any = (),
    graph: bool = True,
    draws: bool = False,
    used: list[int] | None = None,
) -> Candidate:
    found = snapshot(cell, [1], ["a"]).model_copy(
        update={
            "id": cell + 1,
            "names": [name],
            "code_size": code,
            "layers": list(layers),
            "graph": "graphs/0001.pb" if graph else None,
            "draws": draws,
        }
    )
    return Candidate(found, cell, history, used or [])


def notebook(*cells: str) -> Notebook:
    """Cells that begin with `#` and a blank line are markdown."""
    read = [
        Cell(index, "markdown" if source.startswith("## ") else "code", source) for index, source in enumerate(cells)
    ]
    return Notebook(Path("x.ipynb"), "0" * 64, tuple(read), None)


CLEAN = training()
NOISY = training("clean", noise=Noise(0.5, False))
ONE = training(classes={3: 6000})
