"""Rules stand evidence in which much is missing or not finite: they are silent, and do not fail."""

import numpy as np
import pytest

from grader.diagnosis.rules import RULES
from grader.i18n import render
from grader.matching import Traced
from grader.measurement import Detection, Measured, Sparsity
from grader.provenance import Provenance
from tests.diagnosis.submission import cell, event, measured, part, snapshot, symptoms

NOTHING = Provenance(x=None, y=None, target="unknown", noise=None, x_preprocessing=None, y_preprocessing=None)
BARE = {"optimizer": None, "learning_rate": None, "loss": None, "x": None, "y": None}
NAN = np.full((200, 28, 28), np.nan, np.float32)
SPARSE = {"hoyer": 0.0, "near_zero": 0.0, "dead": 0.0}


@pytest.mark.parametrize("losses", [[], [0.0], [None], [0.1, None, 0.1], [-1.0, -2.0, -3.0]])
@pytest.mark.parametrize("kind", ["fit", "train_on_batch", "loop"])
@pytest.mark.parametrize("source", ["ae.fit(x, x)", "x = (", ""])
def test_trainings_of_which_little_is_known(losses: list[float | None], kind: str, source: str) -> None:
    training = event(losses=losses, kind=kind, **BARE)
    tasks = [("simple", None), ("sparse", measured(Sparsity, reconstructions=NAN, **SPARSE)), ("detector", MEASURED)]
    parts = [everything_lost(task, [Traced(training, NOTHING)] * 2, of) for task, of in tasks]
    known = symptoms(source, evidence=[cell(0, events=[training])], parts=parts)
    for finding in (finding for rule in RULES for finding in rule(known)):
        assert render(finding.symptom, "es")
        assert render(finding.cause, "es")


def test_tasks_that_nothing_answers() -> None:
    known = symptoms("x = 1", parts=[everything_lost(task, [], None) for task in ("simple", "denoising", "anomaly")])
    assert [finding for rule in RULES for finding in rule(known)] == []


MEASURED: Measured = measured(Detection, reconstructions=NAN, code=np.full((200, 32), np.nan, np.float32), roc_auc=0.5)


def everything_lost(task: str, history: list[Traced], of: Measured | None):
    ids = [criterion.id for criterion in part(task).task.criteria]
    return part(task, history, lost=ids, model=snapshot() if history else None, of=of)
