"""Repeats a training, and measures what comes of it as the notebook's own model was measured."""

import json
import secrets
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Final

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from grader.errors import StudentFault, Unrepeatable
from grader.exchange import EvidenceFolder
from grader.exchange.evidence import Mixture
from grader.exchange.json_file import parse_model
from grader.exchange.safe_open import read_bytes
from grader.i18n import Text, text
from grader.inference.job import Job
from grader.matching import Candidate
from grader.measurement import Measured
from grader.provenance.initial import is_drawn
from grader.replay.compare import compared
from grader.replay.model import Replayed
from grader.replay.plan import Plan, plan
from grader.sandbox.disk import remove
from grader.sandbox.protocol import Limits, Sandbox
from grader.store.digest import digest
from grader.store.keep import Keep
from grader.store.surroundings import code, packages

__all__ = ["Bench", "replay"]

_MAX_GRAPH: Final = 512 * 2**20
_MAX_REPORT: Final = 16 * 2**20
_GRAPH, _REPORT = "graph.pb", "report.json"
#: Rooms that a repetition is made of.
_ROOMS: Final = ("box", "exchange", "inference", "provenance", "replay", "sandbox", "store")
#: Repetitions where the first one makes another model: whether they make the same one tells what that means.
_MORE: Final = 2

Finite = Annotated[float, Field(allow_inf_nan=False)]


class _Training(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    losses: list[Finite | None] = Field(max_length=100_000, fail_fast=True)
    seconds: Finite = Field(ge=0)


class _Report(BaseModel):
    """What the box says of its work; a claim, though none of the notebook's."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    trainings: list[_Training] = Field(max_length=2_000, fail_fast=True)


@dataclass(frozen=True)
class Bench:
    """Where trainings are repeated.

    Attributes:
        folder: the evidence.
        mixtures: contents of variables that are means of others.
        keep: where what was made is kept.
        fresh: make it anew, whatever is kept.
        spread: by figure, the most that repetitions of the references were apart.
    """

    folder: EvidenceFolder
    sandbox: Sandbox
    limits: Limits
    keep: Keep
    mixtures: Sequence[Mixture] = ()
    fresh: bool = False
    spread: Mapping[str, float] = field(default_factory=dict)


def replay(
    candidate: Candidate, graded: Measured, measure: Callable[[bytes], Measured], reason: Text, bench: Bench
) -> Replayed:
    """Repeat the trainings of `candidate`; if another model comes out, twice more.

    Args:
        graded: what was measured of it.
        measure: measures a frozen graph in the same way.
        reason: why this is asked.

    Raises:
        InferenceFault: a box did not come up.
    """
    try:
        steps = plan(candidate, bench.folder, bench.mixtures, seed=0)
        fresh = not all(is_drawn(array) for array in steps.initial.values())
        found: list[Measured] = []
        seconds = 0.0
        for number in range(1 + _MORE):
            graph, report = _made(steps, fresh, number, bench)
            seconds = seconds or sum(training.seconds for training in report.trainings)
            found.append(measure(graph))
            figures = compared(graded, found, bench.spread)
            if all(figure.agrees for figure in figures) and number == 0:
                break
        return Replayed(reason, figures=figures, fresh=fresh, seconds=seconds)
    except StudentFault as fault:
        return Replayed(reason, impossible=fault.message)


def _made(steps: Plan, fresh: bool, number: int, bench: Bench) -> tuple[bytes, _Report]:
    """A model made anew, or as it is kept from the last time."""
    key = digest("replay", steps.steps, steps.arrays, fresh, number, code(*_ROOMS), packages())
    with bench.keep.locked(key):
        kept = None if bench.fresh else bench.keep.get(key)
        if kept is None:
            kept = _run(steps, fresh, bench)
            bench.keep.put(key, kept)
    return kept[_GRAPH], parse_model(kept[_REPORT], _REPORT, _Report)


def _run(steps: Plan, fresh: bool, bench: Bench) -> dict[str, bytes]:
    seed = secrets.randbits(31)
    trainings = [{**training, "seed": seed + place} for place, training in enumerate(steps.steps["trainings"])]
    asked = {**steps.steps, "trainings": trainings, "fresh": fresh, "seed": seed}
    folder = Path(tempfile.mkdtemp(prefix="grader-replay-"))
    folder.chmod(0o711)  # a box may have a user of its own, who has to pass
    try:
        job = Job(("box.replay",), folder, bench.sandbox, bench.limits)
        for name, array in steps.arrays.items():
            np.save(job.given / name, array, allow_pickle=False)
        (job.given / "plan.json").write_text(json.dumps(asked, allow_nan=False))
        with job:
            _finish(job)
        return {
            _GRAPH: read_bytes(job.made, _GRAPH, _MAX_GRAPH),
            _REPORT: read_bytes(job.made, _REPORT, _MAX_REPORT),
        }
    finally:
        remove(folder)


def _finish(job: Job) -> None:
    try:
        job.finish()
    except StudentFault as fault:
        raise Unrepeatable(text("It failed, or took too long, when it was trained anew.")) from fault
