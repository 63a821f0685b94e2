"""Laying out a new assignment: `template/`, which is one itself, under another name."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from grader.assignment.find import assignment_folder, available
from grader.assignment.folders import FOLDER_VARIABLE, REFERENCE, SHARED, checkout, own_folder
from grader.assignment.slug import MAX_SLUG, is_slug
from grader.errors import OutputNotWritable, UsageError
from grader.i18n import text

__all__ = ["NewAssignment", "lay_out"]

_TEMPLATE: Final = Path(__file__).parent / "template"
#: What the template calls itself, wherever it does.
_NAME: Final = "plantilla"


@dataclass(frozen=True)
class NewAssignment:
    """Where a new assignment is.

    Attributes:
        folder: with its assignment.yaml.
        reference: with its reference notebook.
        built: whether its notebooks are built from Python files: in a checkout, where that can be done.
    """

    folder: Path
    reference: Path
    built: bool


def lay_out(name: str) -> NewAssignment:
    """Lay out a new assignment where assignments are looked for first.

    In a checkout the reference goes beside the others; elsewhere it goes into the assignment's folder.

    Raises:
        UsageError: no name for an assignment, one that is taken, or no folder of one's own to put it.
        OutputNotWritable: that folder cannot be written.
    """
    _check_name(name)
    new = _place(name)
    for folder in (new.folder, new.reference):
        if folder.exists():
            raise UsageError(text("{path} is there already; nothing was changed.", path=str(folder)))
    try:
        for source, target in _files(new):
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("x", encoding="utf-8") as file:
                file.write(source.read_text(encoding="utf-8").replace(_NAME, name))
    except OSError as error:
        raise OutputNotWritable(
            text("{path} cannot be written: {reason}.", path=str(new.folder), reason=error.strerror or str(error))
        ) from error
    return new


def _check_name(name: str) -> None:
    """A reference is a Python package, so that a name has to begin with a letter."""
    if not is_slug(name) or name[0].isdigit() or name == SHARED:
        shown = name[:MAX_SLUG].encode("utf-8", "replace").decode()
        raise UsageError(
            text("“{name}” cannot be the name of an assignment.", name=shown),
            text(
                "A name is at most {n} small letters of a to z, digits and single hyphens, and begins with a letter: "
                "clase156-tarea.",
                n=MAX_SLUG,
            ),
        )
    if name in available():
        raise UsageError(
            text("There is already an assignment {name}: {path}.", name=name, path=str(assignment_folder(name))),
            text("Choose another name."),
        )


def _place(name: str) -> NewAssignment:
    home, root = own_folder(), checkout()
    if home is None:
        raise UsageError(
            text("There is no folder for new assignments."),
            text("Set {variable} to a folder of your own.", variable=FOLDER_VARIABLE),
        )
    if root is not None and home.resolve() == (root / "assignments").resolve():
        return NewAssignment(home / name, root / REFERENCE / name.replace("-", "_"), built=True)
    return NewAssignment(home / name, home / name / REFERENCE, built=False)


def _files(new: NewAssignment) -> Iterator[tuple[Path, Path]]:
    """Each file of the template, and where it goes; sources of notebooks only where these can be built."""
    for source in sorted(_TEMPLATE.rglob("*")):
        place = source.relative_to(_TEMPLATE)
        if source.suffix in (".yaml", ".ipynb") or (new.built and source.suffix == ".py"):
            inside = place.parts[0] == REFERENCE
            yield source, new.reference / place.relative_to(REFERENCE) if inside else new.folder / place
