"""Why there is no model to measure, in the words of what was found."""

from collections.abc import Sequence

from grader.exchange.evidence import CellEvidence, Snapshot
from grader.execution.record import RunRecord
from grader.i18n import Text, text

__all__ = ["no_model", "not_handed_in", "not_measurable"]


def no_model(run: RunRecord, cells: Sequence[CellEvidence]) -> Text:
    """No trained model was found: say how far the notebook came."""
    broken = next((cell for cell in run.cells if cell.status != "ok"), None)
    bound = [binding for evidence in cells for binding in evidence.bindings]
    if broken is not None:
        return text(
            "No trained model was found; the notebook broke in cell {cell}, before it trained one.",
            cell=broken.index + 1,
        )
    if bound:
        return text(
            "The model `{name}` was built but never trained: call its fit method.",
            name=bound[-1].name,
        )
    return text("No Keras model was found in the notebook.")


def not_handed_in(run: RunRecord) -> Text:
    """No model answers one of several tasks: the part is missing, or broke before it had trained one."""
    broken = [cell.index + 1 for cell in run.cells if cell.status != "ok"]
    if broken:
        return text(
            "No model of the notebook answers this exercise: not handed in, or lost where cell {cells} failed.",
            cells=", ".join(str(number) for number in broken[:5]),
        )
    return text("No model of the notebook answers this exercise: it counts as not handed in.")


def not_measurable(snapshot: Snapshot) -> Text:
    """The best model there is cannot be run as an autoencoder: say why."""
    name = snapshot.names[0] if snapshot.names else snapshot.class_name
    if snapshot.error and snapshot.error.startswith("output of shape"):
        return text(
            "The trained model `{name}` turns images of shape {given} into {made}: an autoencoder gives back as many "
            "values as it gets.",
            name=name,
            given=_shape(snapshot.input_shape),
            made=_shape(snapshot.output_shape),
        )
    return text(
        "The trained model `{name}` could not be taken out of the notebook: {error}",
        name=name,
        error=snapshot.error or "",
    )


def _shape(shape: Sequence[int]) -> str:
    return "×".join(str(n) for n in shape)
