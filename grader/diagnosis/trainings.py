"""Where in the notebook's code a recorded training stands."""

import ast
from typing import Final

from grader.diagnosis.finding import Place
from grader.diagnosis.source import Code, CodeCell, last_name
from grader.diagnosis.symptoms import Part, Symptoms
from grader.exchange.evidence import TrainingEvent

__all__ = ["model_name", "optimizer_place", "trained_with", "training_call", "training_place"]

_DEFINITIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
_TRAINS: Final = ("fit", "fit_generator", "train_on_batch")


def training_place(symptoms: Symptoms, event: TrainingEvent) -> Place:
    """The line of the event's cell that trained, or the cell alone where that cannot be told."""
    cell = symptoms.code.cells[event.cell]
    call = training_call(symptoms, event)
    return Place(cell.number) if call is None else cell.place(call)


def optimizer_place(symptoms: Symptoms, event: TrainingEvent) -> Place:
    """The line that names the optimiser of a training, if only one does; else that of the training."""
    wanted = (event.optimizer or "").lower()
    found = [
        cell.place(node)
        for cell, call in symptoms.code.calls("compile")
        for node in ast.walk(call)
        if (isinstance(node, ast.Constant) and str(node.value).lower() == wanted)
        or (isinstance(node, ast.Call) and last_name(node.func).lower() == wanted)
    ]
    return found[0] if len(found) == 1 else training_place(symptoms, event)


def model_name(part: Part) -> str:
    """What the notebook calls the graded model."""
    names = part.case.snapshot.names if part.case.snapshot else []
    return next((name for name in names if name.isidentifier()), "autoencoder")


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


def trained_with(symptoms: Symptoms, event: TrainingEvent, **values: int) -> str:
    """The line of a training with other arguments; empty where it is not in sight, or does not take them."""
    call = training_call(symptoms, event)
    if call is None or not values.keys() <= _parameters(symptoms.code, call):
        return ""
    others = [given for given in call.keywords if given.arg not in values]
    changed = [ast.keyword(name, ast.Constant(value)) for name, value in values.items()]
    return ast.unparse(ast.Call(call.func, call.args, [*others, *changed]))


def _parameters(code: Code, call: ast.Call) -> set[str]:
    """What a training can be told by name: `fit` its epochs and batches, a function of the notebook its parameters."""
    name = last_name(call.func)
    if name == "fit":
        return {"epochs", "batch_size"}
    definitions = (node for cell in code.cells for node in cell.nodes if isinstance(node, ast.FunctionDef))
    return {arg.arg for one in definitions if one.name == name for arg in (*one.args.args, *one.args.kwonlyargs)}


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
    names = {*_TRAINS, *code.callers(*_TRAINS)}
    calls = [node for node in cell.nodes if isinstance(node, ast.Call) and last_name(node.func) in names]
    return [call for call in calls if id(call) not in inside]
