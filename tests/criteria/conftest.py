"""A task of a good submission, to be spoilt one thing at a time."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from grader.assignment import CriterionSpec, find_assignment
from grader.criteria import Case, Judgement, kinds
from grader.exchange.evidence import CellEvidence, DataSeen, Figure, Number, Panel, Series
from grader.execution.record import CellRun, RunRecord
from grader.matching import Chain, Traced
from grader.measurement import Detection, Probes
from grader.provenance import Origin, Provenance
from tests.matching.events import event, snapshot

#: As a convolutional autoencoder of the homework has them.
HONEST = Probes(perturbed=0.85, perturbed_auc=0.001, company=1e-5, white_noise=2.5, copies=0.0, unseen=1.0, others=1.0)
TASK = find_assignment("clase156-tarea").tasks[0]


def spec(name: str) -> CriterionSpec:
    return next(criterion for criterion in TASK.criteria if criterion.id == name)


@pytest.fixture
def judge() -> Callable[[str, Case], Judgement]:
    return lambda name, case: kinds()[spec(name).kind](spec(name), case)


def origin(**changes: Any) -> Origin:
    honest = Origin(
        dataset="fashion_mnist",
        identified=1.0,
        train={0: 6000},
        test={},
        unknown=0,
        variants={"plain": 6000},
        elsewhere={},
    )
    return replace(honest, **changes)


def traced(**changes: Any) -> Traced:
    side = origin(**{k: v for k, v in changes.items() if k != "target"})
    provenance = Provenance(side, side, changes.get("target", "same"), None, None, None)
    seen = DataSeen(
        shape=[28, 28, 1], dtype="float32", low=0, high=1, rows=6000, distinct=6000,
        fingerprints=None, sample=None, residual=0,
    )  # fmt: skip
    training = event(1, 0, [1], ["start"], ["a"]).model_copy(update={"x": seen, "y": seen})
    return Traced(training, provenance)


def cell(order: int, text: str = "", **changes: Any) -> CellRun:
    run = CellRun(index=order, order=order, status="ok", error=None, text=text, seconds=1.0, peak_memory=1)
    return run.model_copy(update=changes)


def detection(**changes: Any) -> Detection:
    rng = np.random.default_rng(0)
    labels = np.repeat(np.arange(10), 100)
    errors = np.where(labels == 0, rng.gamma(4, 0.003, 1000), rng.gamma(4, 0.009, 1000))
    honest = Detection(
        dataset="fashion_mnist",
        errors=errors,
        labels=labels,
        normal_class=0,
        normal=labels == 0,
        images=rng.random((1000, 28, 28)).astype(np.float32),
        reconstructions=np.zeros((1000, 28, 28), np.float32),
        code=np.zeros((1000, 32), np.float32),
        roc_auc=0.9,
        interval=(0.88, 0.92),
        auc_against={1: 0.99, 6: 0.75},
        encoder_effect=4.0,
        decoder_effect=3.0,
        probes=HONEST,
    )
    return replace(honest, **changes)


def histogram(measured: Detection) -> Figure:
    def series(label: str, values: Any) -> Series:
        heights, edges = np.histogram(values, bins=40)
        return Series(kind="bars", label=label, x=edges.tolist(), y=heights.astype(float).tolist(), count=40)

    both = [series("T-shirt", measured.errors[measured.normal]), series("resto", measured.errors[~measured.normal])]
    panel = Panel(title="MSE", xlabel="", ylabel="", texts=[], log_x=False, images=0, series=both)
    return Figure(library="matplotlib", title="", panels=[panel])


def evidence(**changes: Any) -> CellEvidence:
    empty = CellEvidence(
        cell=0, events=[], snapshots=[], bindings=[], figures=[], numbers=[], failed_imports=[], notes=[]
    )
    return empty.model_copy(update=changes)


@pytest.fixture
def good() -> Case:
    measured = detection()
    return Case(
        run=RunRecord(
            status="completed", profile="bubblewrap", cells=[cell(0), cell(1)], wall=1.0, cpu=1.0, peak_memory=1
        ),
        cells=[evidence(figures=[histogram(measured)], numbers=[Number(name="auc", value=0.9)])],
        snapshot=snapshot(0, [1], ["a"]),
        history=[traced()],
        chain=Chain(),
        measured=measured,
        problem=None,
    )
