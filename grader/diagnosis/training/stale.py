"""One object trained for another task without compiling it again: the optimiser's old state can make it collapse."""

import ast
from collections.abc import Iterator

from grader.diagnosis.finding import TRAINING, Finding
from grader.diagnosis.model.spread import is_constant
from grader.diagnosis.symptoms import Symptoms
from grader.diagnosis.training.figures import losses_told
from grader.diagnosis.trainings import training_call, training_place
from grader.exchange.evidence import TrainingEvent
from grader.i18n import text
from grader.matching import Traced

__all__ = ["stale_optimizer"]


def stale_optimizer(symptoms: Symptoms) -> Iterator[Finding]:
    """A constant output after a second task on the same object, with no `compile` between both trainings."""
    for part in symptoms.parts:
        measured, history = part.case.measured, part.case.history
        if measured is None or len(history) < 2 or not is_constant(measured):
            continue
        before, last = history[-2], history[-1]
        call = training_call(symptoms, last.event)
        if call is None or not _another_task(before, last) or _compiled(symptoms, before.event, last.event, call):
            continue
        model = ast.unparse(call.func.value) if isinstance(call.func, ast.Attribute) else "autoencoder"
        yield Finding(
            code="stale-optimizer",
            weight=TRAINING + 4,
            task=part.task.id,
            place=training_place(symptoms, last.event),
            measured=losses_told(last.event),
            symptom=text(
                "Trained on for another task, the model ended up drawing the same image whatever it is shown."
            ),
            cause=text(
                "It was not compiled again, so the optimiser goes on with the step sizes of the first task, which can "
                "throw the weights where nothing is learnt any more."
            ),
            fix=text("Compile it anew before the second training, or better build a model of its own."),
            code_fix=f'{model}.compile(optimizer="adam", loss="mse")',
            explains=frozenset({"constant-output", "collapsed-code", "dead-units", "loss-still-falling"}),
        )


def _another_task(before: Traced, last: Traced) -> bool:
    same_model = before.event.model == last.event.model
    changed = before.provenance.target != last.provenance.target or (before.noise is None) != (last.noise is None)
    return same_model and changed


def _compiled(symptoms: Symptoms, before: TrainingEvent, last: TrainingEvent, call: ast.Call) -> bool:
    """Whether anything was compiled, as far as the code shows, after the one training and before the other."""
    first = training_call(symptoms, before)
    for cell, other in symptoms.code.calls("compile", *symptoms.code.callers("compile")):
        after = cell.order > before.cell or (
            cell.order == before.cell and (first is None or other.lineno > first.lineno)
        )
        until = cell.order < last.cell or (cell.order == last.cell and other.lineno < call.lineno)
        if after and until:
            return True
    return False
