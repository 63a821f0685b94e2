"""Makes a variant's notebook."""

import copy
from collections.abc import Collection

from nbformat import NotebookNode

from grader.calibration.notebook import has_tag
from grader.errors import InvalidReference
from grader.i18n import Text, text
from grader.mutants.variant import Patch, Variant

__all__ = ["patched"]


def patched(notebook: NotebookNode, name: str, variant: Variant, tasks: Collection[str]) -> NotebookNode:
    """A copy of `notebook` with the cells of the variant's exercises alone, and its patches applied in their order.

    Args:
        notebook: the reference; the code of an exercise is tagged with the id of its task.
        name: of the variant, for errors.
        variant: what to change.
        tasks: ids of all tasks.

    Raises:
        InvalidReference: a patch does not fit exactly one place.
    """
    result = copy.deepcopy(notebook)
    if variant.exercises:
        result.cells = _kept(result.cells, [task for task in tasks if task not in variant.exercises])
    for place, patch in enumerate(variant.patch):
        problem = _apply(patch, [cell for cell in result.cells if cell.cell_type == "code"])
        if problem is not None:
            raise InvalidReference(
                text("Variant {name}, patch[{place}]: {problem}.", name=name, place=place, problem=problem),
                text("Patches are looked for in the code of the built reference notebook, exactly as it stands there."),
            )
    return result


def _kept(cells: list[NotebookNode], others: Collection[str]) -> list[NotebookNode]:
    """The cells without those tagged with another task; text goes with the code that follows it."""
    kept: list[NotebookNode] = []
    follows = True
    for cell in reversed(cells):
        if cell.cell_type == "code":
            follows = not any(has_tag(cell, task) for task in others)
        if follows:
            kept.insert(0, cell)
    return kept


def _apply(patch: Patch, cells: list[NotebookNode]) -> Text | None:
    """Change the cell in place; what is wrong if that is not possible."""
    field, wanted = ("find", patch.find) if patch.find is not None else ("cell", patch.cell)
    assert wanted is not None
    holding = [cell for cell in cells if wanted in cell.source]
    times = sum(cell.source.count(wanted) for cell in holding) if field == "find" else len(holding)
    if times != 1:
        return text("{field} {wanted} stands there {n} times, expected once", field=field, wanted=repr(wanted), n=times)
    (cell,) = holding
    cell.source = cell.source.replace(wanted, patch.replace) if field == "find" else patch.replace
    return None
