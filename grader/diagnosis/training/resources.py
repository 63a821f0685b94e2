"""Out of time or out of memory: in which cell, and what took it."""

import ast
from collections.abc import Iterator
from typing import Final

from grader.diagnosis.finding import BROKEN, Finding, Place
from grader.diagnosis.source import CodeCell, last_name
from grader.diagnosis.symptoms import Symptoms
from grader.diagnosis.trainings import trained_with, training_place
from grader.execution.record import CellRun
from grader.i18n import Text, text

__all__ = ["out_of_memory", "out_of_time"]

_GIB: Final = 2**30
_EXITS: Final = ("exit", "quit", "_exit")


def out_of_time(symptoms: Symptoms) -> Iterator[Finding]:
    """Each cell that was stopped by the clock, with what the slowest ones took."""
    stopped = [cell for cell in symptoms.run.cells if cell.status == "timeout"]
    for run in stopped[:1]:
        cell = symptoms.code.cells[run.order]
        looped = _predicts_in_a_loop(cell)
        evidence = symptoms.evidence(run.order)
        event = evidence.events[-1] if evidence and evidence.events else None
        place = cell.place(looped) if looped else training_place(symptoms, event) if event else Place(cell.number)
        if looped:
            cause = text("It calls `predict` in a loop, once for a few images; each call costs about 0.1 s.")
            fix, code = text("Give all images to a single call."), "reconstructions = model.predict(x, batch_size=500)"
        elif event and event.epochs:
            cause = text(
                "Its training had done {epochs} epochs, with {steps} steps.", epochs=event.epochs, steps=event.steps
            )
            fix = text("Train for fewer epochs, or with larger batches.")
            code = trained_with(symptoms, event, epochs=max(1, event.epochs // 2), batch_size=256)
        else:
            cause = text("The cell needs more time than there is.")
            fix, code = text("Find out what takes it, and do it with fewer images or epochs."), ""
        yield Finding(
            code="out-of-time",
            weight=BROKEN + 10,
            place=place,
            measured=_times(symptoms),
            symptom=text(
                "Cell {cell} was stopped after {seconds:.0f} s; the whole notebook has {limit:.0f} s.",
                cell=cell.number,
                seconds=run.seconds,
                limit=symptoms.limits.wall,
            ),
            cause=cause,
            fix=fix,
            code_fix=code,
        )


def out_of_memory(symptoms: Symptoms) -> Iterator[Finding]:
    """The box was ended for its memory, or its process ended itself."""
    dead = next((cell for cell in symptoms.run.cells if cell.status == "dead"), None)
    if dead is None:
        return
    cell = symptoms.code.cells[dead.order]
    leaves = next((node for node in cell.nodes if isinstance(node, ast.Call) and last_name(node.func) in _EXITS), None)
    if symptoms.run.status == "memory":
        yield _memory(symptoms, dead, cell)
    elif symptoms.run.status == "dead_kernel" and leaves is not None:
        yield Finding(
            code="kernel-exit",
            weight=BROKEN + 10,
            place=cell.place(leaves),
            symptom=text("Cell {cell} ended the Python process; nothing after it ran.", cell=cell.number),
            cause=text("It calls a function that leaves Python."),
            fix=text("Delete that line."),
        )


def _memory(symptoms: Symptoms, dead: CellRun, cell: CodeCell) -> Finding:
    return Finding(
        code="out-of-memory",
        weight=BROKEN + 10,
        place=Place(cell.number),
        measured=text(
            "{used:.1f} of {limit:.1f} GiB",
            used=max(dead.peak_memory, symptoms.run.peak_memory) / _GIB,
            limit=symptoms.limits.memory / _GIB,
        ),
        symptom=text("Cell {cell} needed more memory than there is; nothing after it ran.", cell=cell.number),
        cause=text("Arrays of float64, copies of all images, or a whole data set in one batch take gigabytes."),
        fix=text("Keep images as float32, and give them to the model in batches."),
        code_fix='x_train = x_train.astype("float32")\nreconstructions = model.predict(x_test, batch_size=500)',
    )


def _times(symptoms: Symptoms) -> Text:
    slowest = sorted(symptoms.run.cells, key=lambda cell: -cell.seconds)[:3]
    told = ", ".join(f"{cell.index + 1}: {cell.seconds:.0f} s" for cell in slowest if cell.seconds >= 1)
    return text("slowest cells {cells}", cells=told or "-")


def _predicts_in_a_loop(cell: CodeCell) -> ast.Call | None:
    loops = (node for node in cell.nodes if isinstance(node, ast.For | ast.While | ast.ListComp))
    calls = (node for loop in loops for node in ast.walk(loop) if isinstance(node, ast.Call))
    return next((call for call in calls if last_name(call.func) == "predict"), None)
