"""Tasks that several assignments share: defined once in `shared/`, used by name with the bounds of each lesson.

`use: denoising` stands for all that `shared/denoising.yaml` says; what is said beside it replaces that. Criteria are
replaced field by field, by their ids; further ones are added, and those named in `without` are left out.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from grader.assignment.document import BadYaml, Document, Place, read_document
from grader.assignment.slug import is_slug
from grader.i18n import text

__all__ = ["expanded"]

_USE, _WITHOUT = "use", "without"


def expanded(document: Document, folders: Iterable[Path]) -> Document:
    """The document with every shared task in full.

    A line of what a shared task says is that of its `use`.

    Args:
        folders: where the shared tasks are, the first to be looked through first.

    Raises:
        BadYaml: there is no such task, or one that cannot be read, or it has no such criterion to be left out.
    """
    tasks = document.value.get("tasks") if isinstance(document.value, dict) else None
    if not isinstance(tasks, list) or not any(_uses(task) for task in tasks):
        return document
    known, lines = list(folders), dict(document.lines)
    value = {**document.value, "tasks": list(tasks)}
    for number, task in enumerate(tasks):
        if _uses(task):
            place: Place = ("tasks", number)
            shared = _shared(task[_USE], known, document.line((*place, _USE)))
            left_out = _left_out(task, shared, document.line((*place, _WITHOUT)))
            value["tasks"][number] = _filled(shared, task, left_out)
            criteria = (*place, "criteria")
            for below in [other for other in lines if other[: len(criteria)] == criteria != other]:
                del lines[below]  # criteria have other numbers now
            lines.update(_lines_of(document, place, task, value["tasks"][number]))
    return Document(value, lines)


def _uses(task: object) -> bool:
    return isinstance(task, dict) and _USE in task


def _shared(name: object, folders: list[Path], line: int) -> dict[str, Any]:
    files = [folder / f"{name}.yaml" for folder in folders if is_slug(name)]
    file = next((file for file in files if file.is_file()), None)
    if file is None:
        there = sorted({found.stem for folder in folders for found in folder.glob("*.yaml")})
        raise BadYaml(
            text(
                "use: there is no shared task {name}; there are: {names}", name=str(name)[:80], names=", ".join(there)
            ),
            line,
        )
    try:
        value = read_document(file.read_text(encoding="utf-8-sig")).value
    except (BadYaml, OSError, UnicodeDecodeError) as error:
        raise BadYaml(text("use: {file} cannot be read: {reason}", file=str(file), reason=str(error)), line) from error
    if not isinstance(value, dict):
        raise BadYaml(text("use: {file} is not a mapping", file=str(file)), line)
    return value


def _left_out(task: Mapping[str, Any], shared: Mapping[str, Any], line: int) -> list[str]:
    named = task.get(_WITHOUT, [])
    ids = [one["id"] for one in _list(shared.get("criteria")) if isinstance(one, dict) and "id" in one]
    if not isinstance(named, list) or any(name not in ids for name in named):
        raise BadYaml(text("without: a list of ids out of {ids}", ids=", ".join(map(str, ids))), line)
    return named


def _filled(shared: Mapping[str, Any], task: Mapping[str, Any], left_out: list[str]) -> dict[str, Any]:
    own = {name: value for name, value in task.items() if name not in (_USE, _WITHOUT, "criteria")}
    criteria = [
        one for one in _list(shared.get("criteria")) if not (isinstance(one, dict) and one.get("id") in left_out)
    ]
    acceptance = [name for name in _list(shared.get("acceptance")) if name not in left_out]
    return {**shared, "acceptance": acceptance, **own, "criteria": _replaced(criteria, _list(task.get("criteria")))}


def _replaced(criteria: list[Any], own: list[Any]) -> list[Any]:
    found = list(criteria)
    for change in own:
        name = change.get("id") if isinstance(change, dict) else None
        place = next((n for n, one in enumerate(found) if isinstance(one, dict) and one.get("id") == name), None)
        if name is None or place is None:
            found.append(change)
        else:
            bounds = {"bounds", "bounds_for"}
            kept = {key: value for key, value in found[place].items() if not (key in bounds and bounds & set(change))}
            found[place] = {**kept, **change}
    return found


def _lines_of(document: Document, place: Place, task: Mapping[str, Any], filled: Mapping[str, Any]) -> dict[Place, int]:
    """The lines of a filled task: those of the assignment for what it says itself, that of `use` for the rest."""
    ids = [one.get("id") if isinstance(one, dict) else None for one in filled["criteria"]]
    use = document.line((*place, _USE))
    found: dict[Place, int] = {(*place, field): use for field in filled if field not in task}
    found |= {(*place, "criteria", number): use for number in range(len(ids))}
    for number, change in enumerate(_list(task.get("criteria"))):
        name = change.get("id") if isinstance(change, dict) else None
        if name in ids:
            before = (*place, "criteria", number)
            after = (*place, "criteria", ids.index(name))
            found |= {
                (*after, *other[len(before) :]): line
                for other, line in document.lines.items()
                if other[: len(before)] == before
            }
    return found


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
