"""Whatever fails in whichever stage of a grading: one strict result without a score, exit 3, and nothing left."""

import pytest

from tests.faults.grading import grading

#: The function that each stage goes through.
STAGES = {
    "boxes": "grader.sandbox.select:choose",
    "data": "grader.datasets.library:load",
    "run": "grader.execution.driver:drive",
    "kernel": "grader.sandbox.start:start",
    "read": "grader.exchange.json_file:parse_model",
    "match": "grader.matching.answer:match",
    "judge": "grader.grading.judge:judge_task",
}
FAULTS = ("enospc", "emfile", "memory", "defect", "descriptors")
#: What these stages still open can be done with one descriptor at a time.
FRUGAL = {(stage, "descriptors") for stage in ("read", "match", "judge")}
QUICK = {("kernel", "emfile")}


def cases() -> list[object]:
    pairs = [(stage, fault) for stage in STAGES for fault in FAULTS]
    return [
        pytest.param(stage, fault, id=f"{stage}-{fault}", marks=[] if (stage, fault) in QUICK else pytest.mark.slow)
        for stage, fault in pairs
    ]


@pytest.mark.parametrize(("stage", "fault"), cases())
def test_a_fault_of_ours_never_scores(stage: str, fault: str) -> None:
    with grading("print(1)", fault=f"{STAGES[stage]}={fault}") as running:
        ended = running.end()
    assert ended.without_score or (ended.right and (stage, fault) in FRUGAL), ended
