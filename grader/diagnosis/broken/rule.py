"""What mends the first errors of a notebook; those that only follow are named as such."""

from collections.abc import Callable, Iterator
from typing import Final

from grader.diagnosis.broken.environment import missing_gpu, missing_packages
from grader.diagnosis.broken.errors import FirstError, first_errors
from grader.diagnosis.broken.known import Remedy
from grader.diagnosis.broken.names import undefined_names
from grader.diagnosis.broken.shapes import wrong_shapes
from grader.diagnosis.data.draws import shape_broke_the_noise
from grader.diagnosis.finding import BROKEN, Finding
from grader.diagnosis.keras2.arguments import metrics_as_text, numpy_integer
from grader.diagnosis.keras2.backend import backend_functions
from grader.diagnosis.keras2.history import history_keys
from grader.diagnosis.keras2.imports import moved_imports
from grader.diagnosis.keras2.keywords import renamed_keywords
from grader.diagnosis.keras2.removed import removed_names
from grader.diagnosis.keras2.saving import file_extensions
from grader.diagnosis.keras2.subclass import super_was_skipped
from grader.diagnosis.keras2.symbolic import loss_added_to_a_model, tensorflow_on_a_keras_tensor
from grader.diagnosis.source import Code
from grader.diagnosis.symptoms import Symptoms
from grader.exchange.plain import plain
from grader.i18n import Text, text

__all__ = ["REMEDIES", "broken_cells"]

#: The first that knows an error explains it.
REMEDIES: Final[tuple[Callable[[Code, FirstError], Remedy | None], ...]] = (
    moved_imports,
    missing_packages,
    renamed_keywords,
    backend_functions,
    tensorflow_on_a_keras_tensor,
    loss_added_to_a_model,
    numpy_integer,
    metrics_as_text,
    super_was_skipped,
    removed_names,
    file_extensions,
    history_keys,
    missing_gpu,
    shape_broke_the_noise,
    wrong_shapes,
    undefined_names,
)
#: Cells that are named.
_CELLS: Final = 6


def broken_cells(symptoms: Symptoms) -> Iterator[Finding]:
    """One finding for each first error that is known, or that others follow from."""
    for error in first_errors(symptoms):
        found = (remedy(symptoms.code, error) for remedy in REMEDIES)
        known = next((remedy for remedy in found if remedy is not None), None) or _unknown(error)
        if known is not None:
            yield Finding(
                code=known.code,
                weight=BROKEN,
                place=known.place or error.place,
                symptom=_symptom(error),
                cause=known.cause,
                fix=known.fix,
                code_fix=known.code_fix,
            )


def _unknown(error: FirstError) -> Remedy | None:
    """Of an error that nothing is known of, the criteria say as much, but for what follows from it."""
    if not error.followers:
        return None
    return Remedy(
        "first-error",
        text("The cells after it use what this one was to define."),
        text("Mend this line first; then run the notebook from the top again."),
    )


def _symptom(error: FirstError) -> Text:
    """The error, and the cells that only follow from it."""
    told = plain(" ".join(f"{error.name}: {error.message}".split()), 160).rstrip(".")
    number = error.cell.number
    if not error.followers:
        return text("Cell {cell} fails: {error}.", cell=number, error=told)
    if len(error.followers) == 1:
        return text(
            "Cell {cell} fails: {error}. Cell {follower} fails only because of it.",
            cell=number,
            error=told,
            follower=error.followers[0],
        )
    named = ", ".join(str(follower) for follower in error.followers[:_CELLS])
    return text(
        "Cell {cell} fails: {error}. Cells {followers} fail only because of it.",
        cell=number,
        error=told,
        followers=named + ("…" if len(error.followers) > _CELLS else ""),
    )
