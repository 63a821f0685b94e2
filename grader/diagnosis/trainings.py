"""Where in the notebook's code a recorded training stands."""

import ast
from typing import Final

from grader.diagnosis.finding import Place
from grader.diagnosis.source import Code, CodeCell, last_name
from grader.diagnosis.symptoms import Symptoms
from grader.exchange.evidence import TrainingEvent

__all__ = ["training_call", "training_place"]

_TRAINS: Final = ("fit", "fit_generator", "train_on_batch")


def training_place(symptoms: Symptoms, event: TrainingEvent) -> Place:
    """The line of the event's cell that trained, or the cell alone where that cannot be told."""
    cell = symptoms.code.cells[event.cell]
    call = training_call(symptoms, event)
    return Place(cell.number) if call is None else cell.place(call)


def training_call(symptoms: Symptoms, event: TrainingEvent) -> ast.Call | None:
    """The call in the event's cell that trained: `fit` itself, or a function of the notebook in which it is called.

    None where the cell has none, or as many others as leave it open which of its trainings this was.
    """
    calls = _training_calls(symptoms.code, symptoms.code.cells[event.cell])
    events = [other for other in symptoms.events if other.cell == event.cell]
    own = [call for call in calls if _receiver(call) in _names(symptoms, event)]
    if own:
        calls, events = own, [other for other in events if other.model == event.model]
    if len(calls) == 1:
        return calls[0]
    return calls[events.index(event)] if len(calls) == len(events) and event in events else None


def _receiver(call: ast.Call) -> str:
    return last_name(call.func.value) if isinstance(call.func, ast.Attribute) else ""


def _names(symptoms: Symptoms, event: TrainingEvent) -> set[str]:
    """What the model of a training is called at the end of its cell."""
    evidence = symptoms.evidence(event.cell)
    bindings = evidence.bindings if evidence else []
    return {binding.name for binding in bindings if binding.model == event.model}


def _training_calls(code: Code, cell: CodeCell) -> list[ast.Call]:
    """Those at the top of the cell: a call inside a function that is only defined here trains nothing yet."""
    inside = {id(node) for part in cell.nodes if isinstance(part, _DEFINITIONS) for node in ast.walk(part)}
    names = {*_TRAINS, *_functions(code)}
    calls = [node for node in cell.nodes if isinstance(node, ast.Call) and last_name(node.func) in names]
    return [call for call in calls if id(call) not in inside]


_DEFINITIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


def _functions(code: Code) -> set[str]:
    """Functions and methods of the notebook that train something."""
    found: set[str] = set()
    for cell in code.cells:
        for node in cell.nodes:
            if isinstance(node, ast.FunctionDef) and any(
                isinstance(inner, ast.Call) and last_name(inner.func) in _TRAINS for inner in ast.walk(node)
            ):
                found.add(node.name)
    return found
