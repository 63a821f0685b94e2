"""What a box claims of one cell that trained on 50 images of a small dataset."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from grader.datasets import Dataset
from grader.exchange import EvidenceFolder
from grader.execution import CellRun, RunRecord
from grader.grading.candidates import Ran
from grader.intake import Cell, Notebook
from tests.fuzz.evidence import record

__all__ = ["claimed", "toy"]


def toy() -> Dataset:
    labels = np.arange(100, dtype=np.uint8) % 10
    images = np.random.default_rng(0).integers(0, 256, (100, 28, 28)).astype(np.uint8)
    return Dataset("fashion_mnist", images, labels, images[::-1], labels, Path("nowhere"))


def claimed(folder: Path, *, graph: bytes = b"graph", place: int = 0, **changes: Any) -> Ran:
    """That claim with `changes`; the cell stands at `place` in its notebook."""
    record(folder, [toy().x_train[:50]], [graph])
    file = folder / "cells" / "0000.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), **changes}))
    cell = CellRun(index=place, order=0, status="ok", error=None, text="", seconds=1, peak_memory=1)
    run = RunRecord(status="completed", profile="none", cells=[cell], wall=1, cpu=1, peak_memory=1)
    return Ran.read(Notebook(folder / "x", "0" * 64, (Cell(place, "code", "x"),), None), run, EvidenceFolder(folder))
