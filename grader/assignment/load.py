"""Reading one assignment."""

from collections.abc import Collection
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from grader.assignment.base import Rule
from grader.assignment.document import BadYaml, Document, read_document
from grader.assignment.folders import shared_folders
from grader.assignment.mistakes import invalid, unknown_kinds, validation_mistakes
from grader.assignment.model import Assignment
from grader.assignment.shared import expanded
from grader.errors import InvalidAssignment, MissingPath, UsageError
from grader.i18n import Text, text

__all__ = ["FILE_NAME", "json_schema", "load_assignment", "load_rule"]

R = TypeVar("R", bound=Rule)

FILE_NAME: Final = "assignment.yaml"
#: A task that stands for a shared one; see `grader.assignment.shared`.
_USE: Final = {
    "type": "object",
    "required": ["use"],
    "properties": {"use": {"type": "string"}, "without": {"type": "array", "items": {"type": "string"}}},
}


def load_assignment(path: Path, kinds: Collection[str] | None = None) -> Assignment:
    """Read and validate an assignment.

    Args:
        path: an `assignment.yaml`, or the folder that holds one.
        kinds: the kinds of criteria there are; None leaves them unchecked.

    Raises:
        MissingPath: there is no such file.
        UsageError: it cannot be opened.
        InvalidAssignment: its mistakes, each with file, line, field, what was found and what was expected.
    """
    file = path / FILE_NAME if path.is_dir() else path
    document = _with_shared_tasks(file, _document(file))
    assignment = _validated(file, document, Assignment)
    if kinds is not None and (mistakes := list(unknown_kinds(assignment, kinds))):
        raise invalid(str(file), document, mistakes)
    return assignment


def load_rule(file: Path, schema: type[R]) -> R:
    """Read and validate another file of a rubric; raises as `load_assignment` does."""
    return _validated(file, _document(file), schema)


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of `assignment.yaml`, for editors."""
    schema = Assignment.model_json_schema(by_alias=True)
    schema["properties"]["tasks"]["items"] = {"anyOf": [{"$ref": "#/$defs/Task"}, _USE]}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": FILE_NAME}


def _validated(file: Path, document: Document, schema: type[R]) -> R:
    try:
        return schema.model_validate(document.value)
    except ValidationError as error:
        raise invalid(str(file), document, validation_mistakes(error)) from error


def _with_shared_tasks(file: Path, document: Document) -> Document:
    try:
        return expanded(document, shared_folders(file))
    except BadYaml as error:
        raise _broken(file, error.line, error.problem) from error


def _document(file: Path) -> Document:
    try:
        return read_document(file.read_text(encoding="utf-8-sig"))
    except BadYaml as error:
        raise _broken(file, error.line, error.problem) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise _broken(file, line, text("it is not UTF-8 text")) from error
    except (FileNotFoundError, NotADirectoryError) as error:
        raise MissingPath(text("There is no file {path}.", path=str(file))) from error
    except OSError as error:
        raise UsageError(
            text("{path} cannot be read: {reason}.", path=str(file), reason=error.strerror or str(error))
        ) from error


def _broken(file: Path, line: int, problem: Text) -> InvalidAssignment:
    return InvalidAssignment(text("{file}, line {line}: {problem}.", file=str(file), line=line, problem=problem))
