"""Submissions built by hand, a cell of source at a time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from grader.assignment import Assignment, find_assignment
from grader.criteria import Case
from grader.diagnosis import Finding, Part, Symptoms
from grader.diagnosis.rule import Rule
from grader.exchange.evidence import CellEvidence, DataSeen, Layer, Snapshot, TrainingEvent
from grader.execution.record import CellError, CellRun, RunRecord
from grader.i18n import render
from grader.intake import Cell, Notebook
from grader.matching import Chain, Traced
from grader.measurement import Detection, Measured
from grader.outcome import Outcome
from grader.provenance import Origin, Preprocessing, Provenance
from grader.provenance.intensity import Affine
from grader.provenance.layout import layout_of
from grader.result import CriterionResult, TaskResult
from grader.sandbox.protocol import Limits
from tests.matching.events import event as recorded
from tests.matching.events import snapshot as taken


def notebook(*sources: str) -> Notebook:
    cells = tuple(Cell(index, "code", source) for index, source in enumerate(sources))
    return Notebook(Path("x.ipynb"), "0" * 64, cells, None)


def error(order: int, line: int, name: str, message: str, *, inner: tuple[int, int] | None = None) -> CellError:
    """As IPython tells it; `inner` is order and line of a function of the notebook in which it came up."""
    frames = f"Cell In[{order + 1}], line {line}\n"
    if inner is not None:
        frames += f"Cell In[{inner[0] + 1}], line {inner[1]}, in build()\n"
    return CellError(name=name, value=message, traceback=f"{name}\n{frames}\n{name}: {message}")


def symptoms(
    *sources: str,
    errors: Mapping[int, CellError] | None = None,
    evidence: Sequence[CellEvidence] = (),
    parts: Sequence[Part] = (),
    run: Mapping[str, Any] | None = None,
    runs: Mapping[int, Mapping[str, Any]] | None = None,
) -> Symptoms:
    """`errors` by the order of their cells; `run` and `runs` change the record of the run and of its cells."""
    failed = errors or {}
    cells = [
        CellRun(
            index=order,
            order=order,
            status="error" if order in failed else "ok",
            error=failed.get(order),
            text="",
            seconds=1.0,
            peak_memory=2**20,
        ).model_copy(update=(runs or {}).get(order, {}))
        for order in range(len(sources))
    ]
    record = RunRecord(status="completed", profile="none", cells=cells, wall=9.0, cpu=9.0, peak_memory=2**30)
    record = record.model_copy(update=run or {})
    given = [Part(p.task, p.result, replace(p.case, run=record, cells=evidence)) for p in parts]
    return Symptoms(notebook(*sources), record, evidence, given, Limits())


def cell(order: int, **changes: Any) -> CellEvidence:
    empty = CellEvidence(
        cell=order, events=[], snapshots=[], bindings=[], figures=[], numbers=[], failed_imports=[], notes=[]
    )
    return empty.model_copy(update=changes)


def event(order: int = 0, **changes: Any) -> TrainingEvent:
    return recorded(1, order, [1], ["start"], ["a"]).model_copy(update=changes)


def seen(low: float = 0.0, high: float = 1.0, shape: Sequence[int] = (784,)) -> DataSeen:
    return DataSeen(
        shape=list(shape), dtype="float32", low=low, high=high, rows=60_000, distinct=60_000,
        fingerprints=None, sample=None, residual=0,
    )  # fmt: skip


def traced(
    training: TrainingEvent | None = None, *, scale: float = 1 / 255, offset: float = 0.0, **found: Any
) -> Traced:
    """A training on MNIST's training split; `found` changes its provenance."""
    origin = Origin("mnist", 1.0, dict.fromkeys(range(10), 6000), {}, 0, {"plain": 60_000}, {})
    layout = layout_of(np.zeros((1, 784)))
    assert layout is not None
    way = Preprocessing(layout, Affine(scale, offset))
    honest = Provenance(x=origin, y=origin, target="same", noise=None, x_preprocessing=way, y_preprocessing=way)
    return Traced(training or event(x=seen(), y=seen()), replace(honest, **found))


def snapshot(*layers: Layer, order: int = 0, **changes: Any) -> Snapshot:
    return taken(order, [1], ["a"]).model_copy(update={"layers": list(layers), **changes})


def measured(kind: type[Measured] = Measured, **fields: Any) -> Any:
    """200 test images of ten classes, well reconstructed."""
    rng = np.random.default_rng(0)
    images = rng.random((200, 28, 28)).astype(np.float32)
    honest: dict[str, Any] = {
        "dataset": "mnist",
        "images": images,
        "reconstructions": np.clip(images + rng.normal(0, 0.05, images.shape), 0, 1).astype(np.float32),
        "labels": np.arange(200) % 10,
        "code": rng.normal(size=(200, 64)).astype(np.float32),
    }
    if kind is Detection:
        labels = honest["labels"]
        honest |= {
            "normal_class": 0, "normal": labels == 0, "roc_auc": 0.9, "interval": (0.88, 0.92), "auc_against": {},
            "encoder_effect": 3.0, "decoder_effect": 3.0,
        }  # fmt: skip
    values = {**honest, **fields}
    values.setdefault("errors", np.square(values["images"] - values["reconstructions"]).mean(axis=(1, 2)))
    return kind(**values)


def part(
    task: str,
    history: Iterable[Traced] = (),
    *,
    lost: Iterable[str] = (),
    model: Snapshot | None = None,
    of: Measured | None = None,
    assignment: str = "clase156-ejercicios",
) -> Part:
    """A task of a shipped assignment, with the criteria of `lost` failed and all others passed."""
    name = {"detector": "clase156-tarea", "vae": "unidad-5"}.get(task, assignment)
    wanted = _assignment(name).task(task)
    missing = set(lost)
    criteria = [
        CriterionResult(
            id=spec.id, title="", outcome=Outcome.FAIL if spec.id in missing else Outcome.PASS, required=False,
            measured=None, interval=None, target="", points=0, max_points=spec.points, message="",
        )
        for spec in wanted.criteria
    ]  # fmt: skip
    result = TaskResult(
        id=task, title="", accepted=False, needs_review=False, score=0, max_score=1, model=None, criteria=criteria
    )
    empty = RunRecord(status="completed", profile="none", cells=[], wall=0, cpu=0, peak_memory=0)
    case = Case(run=empty, cells=[], snapshot=model, history=list(history), chain=Chain(), measured=of, problem=None)
    return Part(wanted, result, case)


@cache
def _assignment(name: str) -> Assignment:
    return find_assignment(name)


def codes(rule: Rule, known: Symptoms) -> list[str]:
    return [finding.code for finding in rule(known)]


def only(rule: Rule, known: Symptoms) -> Finding:
    """The rule's only finding; all its texts can be rendered."""
    (finding,) = rule(known)
    for lang in ("es", "en"):
        for text in (finding.symptom, finding.cause, finding.fix, finding.measured):
            assert text is None or render(text, lang)
    return finding
