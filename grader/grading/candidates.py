"""The trained models a run left behind, each with the trainings its weights went through."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from numpy.typing import NDArray

from grader.box.protocol import MAX_FINGERPRINTS, SAMPLE_ROWS
from grader.datasets import Dataset
from grader.exchange import EvidenceFolder
from grader.exchange.evidence import CellEvidence, Snapshot, TrainingEvent
from grader.execution import RunRecord
from grader.intake import Notebook
from grader.matching import Candidate, Traced, history
from grader.provenance import trace

__all__ = ["Ran", "candidates"]

#: Values per row that a sample may hold: a 64×64 image in colour.
_MAX_ROW: Final = 64 * 64 * 3


@dataclass(frozen=True)
class Ran:
    """A notebook after its run: what the driver saw, and what the box claims."""

    notebook: Notebook
    run: RunRecord
    cells: Sequence[CellEvidence]
    folder: EvidenceFolder


def candidates(ran: Ran, known: Sequence[Dataset]) -> list[Candidate]:
    """Every snapshot, in the order they were taken.

    Raises:
        BadArtefact: a file that the evidence names breaks a rule.
    """
    traced = [_traced(event, ran.folder, known) for cell in ran.cells for event in cell.events]
    snapshots = [snapshot for cell in ran.cells for snapshot in cell.snapshots]
    return [_candidate(snapshot, traced, ran.run) for snapshot in snapshots]


def _candidate(snapshot: Snapshot, traced: Sequence[Traced], run: RunRecord) -> Candidate:
    events = {event.id for event in history(snapshot, [t.event for t in traced])}
    return Candidate(snapshot, run.cells[snapshot.cell].index, [t for t in traced if t.event.id in events])


def _traced(event: TrainingEvent, folder: EvidenceFolder, known: Sequence[Dataset]) -> Traced:
    def array(name: str) -> NDArray[Any]:
        prints = {side.fingerprints for side in (event.x, event.y) if side is not None}
        if name in prints:
            return folder.array(name, dtype="uint64", ndim=1, max_bytes=8 * MAX_FINGERPRINTS)
        side = next(side for side in (event.x, event.y) if side is not None and side.sample == name)
        return folder.array(name, dtype="float32", ndim=1 + len(side.shape), max_bytes=4 * SAMPLE_ROWS * _MAX_ROW)

    return Traced(event, trace(event, array, known))
