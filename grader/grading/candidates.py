"""The trained models a run left behind, each with the trainings its weights went through."""

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from grader.box.protocol import MAX_DECODED_CODES, MAX_FINGERPRINTS, SAMPLE_ROWS
from grader.datasets import Dataset
from grader.errors import BadArtefact
from grader.exchange import EvidenceFolder
from grader.exchange.evidence import CellEvidence, Decoding, Mixture, Snapshot, TrainingEvent
from grader.execution import RunRecord
from grader.intake import Notebook
from grader.matching import Candidate, Traced, history, with_stages
from grader.provenance import trace

__all__ = ["Ran", "candidates"]

#: Values per row that a sample may hold: a 64×64 image in colour.
_MAX_ROW: Final = 64 * 64 * 3
#: Codes of a whole notebook that one decoder is given again.
_MOST_DECODED: Final = 5_000
#: Seconds to look at all trainings. One of unknown images takes some, and a box can claim thousands.
_TRACING: Final = 600.0


@dataclass(frozen=True)
class Ran:
    """A notebook after its run: what the driver saw, and what the box claims.

    Attributes:
        lost: numbers of executed cells that came to an end and left no evidence that can be read.
    """

    notebook: Notebook
    run: RunRecord
    cells: Sequence[CellEvidence]
    folder: EvidenceFolder
    lost: Sequence[int] = ()

    @property
    def mixtures(self) -> list[Mixture]:
        """All contents of variables that are means of others."""
        return [mixture for cell in self.cells for mixture in cell.mixtures]

    def decoded(self, snapshot: Snapshot) -> dict[int, NDArray[np.float32]]:
        """The codes (n, width) that a model's decoder was given by the notebook, by their width; the last ones.

        Those of the width that its code is said to have come first: a decoder that is called layer by layer is given
        others, too.
        """
        found: dict[int, list[NDArray[np.float32]]] = {}
        left = _MOST_DECODED
        latest = [one for cell in reversed(self.cells) for one in reversed(cell.decodings)]
        for one in sorted(latest, key=lambda one: one.width != snapshot.code_size):
            if left > 0 and _decodes(one, snapshot):
                with suppress(BadArtefact):
                    limit = 4 * MAX_DECODED_CODES * one.width
                    codes = self.folder.array(one.codes, dtype="float32", shape=(None, one.width), max_bytes=limit)
                    found.setdefault(one.width, []).append(codes[-left:])
                    left -= len(codes)
        return {width: np.concatenate(codes[::-1]) for width, codes in found.items()}

    @classmethod
    def read(cls, notebook: Notebook, run: RunRecord, folder: EvidenceFolder) -> Self:
        """What `folder` holds of `run`. A box can claim cells that were never run, or that what it did belongs to
        another cell; such claims are passed over.
        """
        cells = [cell for cell in folder.cells(strict=False) if cell.cell < len(run.cells) and _of_one_cell(cell)]
        there = {cell.cell for cell in cells}
        lost = [cell.order for cell in run.cells if cell.status in ("ok", "error") and cell.order not in there]
        return cls(notebook, run, cells, folder, lost)


def candidates(ran: Ran, known: Sequence[Dataset]) -> list[Candidate]:
    """Every snapshot, in the order they were taken.

    Trainings that are reached after ten minutes of looking at others are not recognised any more.

    Raises:
        BadArtefact: a file that the evidence names breaks a rule.
    """
    events = [event for cell in ran.cells for event in cell.events]
    end = time.monotonic() + _TRACING
    traced = [_traced(event, ran.folder, known if time.monotonic() < end else []) for event in events]
    snapshots = [snapshot for cell in ran.cells for snapshot in cell.snapshots]
    return with_stages([_candidate(snapshot, traced, ran) for snapshot in snapshots])


def _of_one_cell(evidence: CellEvidence) -> bool:
    claimed = {*(event.cell for event in evidence.events), *(shot.cell for shot in evidence.snapshots)}
    return claimed <= {evidence.cell}


def _candidate(snapshot: Snapshot, traced: Sequence[Traced], ran: Ran) -> Candidate:
    events = {event.id for event in history(snapshot, [t.event for t in traced], ran.mixtures)}
    place = {number: cell.index for number, cell in enumerate(ran.run.cells)}
    used = [place[cell.cell] for cell in ran.cells for one in cell.decodings if _decodes(one, snapshot)]
    return Candidate(snapshot, place[snapshot.cell], [t for t in traced if t.event.id in events], used)


def _decodes(decoding: Decoding, snapshot: Snapshot) -> bool:
    """Whether what decoded is a part of the model."""
    return bool(decoding.variables) and set(decoding.variables) < set(snapshot.variables)


def _traced(event: TrainingEvent, folder: EvidenceFolder, known: Sequence[Dataset]) -> Traced:
    def array(name: str) -> NDArray[Any]:
        sides = [side for side in (event.x, event.y, *(event.held.images if event.held else [])) if side is not None]
        prints = {side.fingerprints for side in sides}
        if name in prints:
            return folder.array(name, dtype="uint64", shape=(None,), max_bytes=8 * MAX_FINGERPRINTS)
        side = next(side for side in sides if side.sample == name)
        shape = (None, *side.shape)
        return folder.array(name, dtype="float32", shape=shape, max_bytes=4 * SAMPLE_ROWS * _MAX_ROW)

    return Traced(event, trace(event, array, known))
