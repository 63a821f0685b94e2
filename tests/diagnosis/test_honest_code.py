"""What is read off the code alone says nothing against honest notebooks, even where every criterion was lost."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jupytext
import pytest

from grader.assignment import available, find_assignment
from grader.calibration import reference_notebook
from grader.criteria import kinds
from grader.diagnosis.rules import RULES
from grader.mutants import Style, load_variants, patched
from tests.diagnosis.submission import measured, part, snapshot, symptoms, traced

HONEST = Path(__file__).parents[1] / "corpus" / "honest"
TASKS = ("simple", "latent2d", "denoising", "sparse", "anomaly", "detector")


def notebooks() -> Iterator[tuple[str, Any]]:
    for path in sorted(HONEST.glob("*/notebook.py")):
        yield path.parent.name, jupytext.read(path, fmt="py:percent")
    for name in available():
        assignment = find_assignment(name, kinds())
        reference, tasks = reference_notebook(name), [task.id for task in assignment.tasks]
        yield name, reference
        for style, variant in load_variants(assignment).items():
            if isinstance(variant, Style):
                yield f"{name}-{style}", patched(reference, style, variant, tasks)


@pytest.mark.parametrize("notebook", [pytest.param(notebook, id=name) for name, notebook in notebooks()])
def test_nothing_is_said_against_it(notebook: Any) -> None:
    sources = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    parts = []
    for task in TASKS:
        ids = [
            criterion.id for criterion in part(task).task.criteria if criterion.id not in ("code_size", "bottleneck")
        ]
        parts.append(part(task, [traced()], lost=ids, model=snapshot(), of=measured()))
    known = symptoms(*sources, parts=[p for p in parts if p.task.measure.kind != "denoising"])
    assert [finding for rule in RULES for finding in rule(known) if finding.code not in EVIDENCE] == []


#: What the evidence made up above speaks for: a single epoch, and training images of all classes for a detector.
EVIDENCE = {"single-epoch", "trained-on-other-classes"}
