"""What is wrong in an assignment.yaml, in words: where, what was found, and what was expected."""

import difflib
import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from grader.assignment.base import MISTAKE, Rule
from grader.assignment.bounds import Bounds
from grader.assignment.document import Document, Place
from grader.assignment.limits import LimitOverrides
from grader.assignment.model import Assignment, Bilingual, CriterionSpec, Measure, Rival, Task
from grader.errors import InvalidAssignment
from grader.i18n import Text, text

__all__ = ["Mistake", "invalid", "unknown_kinds", "validation_mistakes"]

_SHOWN: Final = 10  # mistakes in one message
_PARTS: Final[tuple[type[Rule], ...]] = (
    Assignment,
    Bilingual,
    Bounds,
    CriterionSpec,
    LimitOverrides,
    Measure,
    Rival,
    Task,
)
_FIELDS: Final = sorted({field.alias or name for part in _PARTS for name, field in part.model_fields.items()})

#: pydantic's type of error → what was expected; what else there is comes in pydantic's own English.
_EXPECTED: Final = {
    "string_type": text("text"),
    "string_too_short": text("text that is not empty"),
    "string_pattern_mismatch": text("text that matches {pattern}"),
    "string_too_long": text("text of at most {max_length} characters"),
    "int_type": text("a whole number"),
    "float_type": text("a number"),
    "finite_number": text("a finite number"),
    "greater_than": text("a number > {gt}"),
    "greater_than_equal": text("a number >= {ge}"),
    "less_than_equal": text("a number <= {le}"),
    "list_type": text("a list"),
    "dict_type": text("a mapping"),
    "model_type": text("a mapping"),
    "model_attributes_type": text("a mapping"),
    "too_short": text("at least {min_length}"),
    "literal_error": Text("{expected}"),
}


@dataclass(frozen=True)
class Mistake:
    """One mistake; `place` is where the field stands or should stand."""

    place: Place
    found: Text | str
    expected: Text


def invalid(file: str, document: Document, mistakes: Iterable[Mistake]) -> InvalidAssignment:
    """The error that lists the first mistakes by their lines."""
    ordered = sorted(mistakes, key=lambda m: document.line(m.place))[:_SHOWN]
    lines = [
        text(
            "{file}, line {line}: {field}: found {found}; expected {expected}",
            file=file,
            line=document.line(mistake.place),
            field=_path(mistake.place),
            found=mistake.found,
            expected=mistake.expected,
        )
        for mistake in ordered
    ]
    message = lines[0]
    for line in lines[1:]:
        message = Text("{above}\n{line}", {"above": message, "line": line})
    return InvalidAssignment(message)


def validation_mistakes(error: ValidationError) -> Iterator[Mistake]:
    """Every complaint of pydantic as a mistake."""
    for detail in error.errors(include_url=False):
        yield Mistake(detail["loc"], _found(detail), _expected(detail))


def unknown_kinds(assignment: Assignment, kinds: Collection[str]) -> Iterator[Mistake]:
    """A mistake for every criterion of a kind that is not among `kinds`."""
    for t, task in enumerate(assignment.tasks):
        for c, criterion in enumerate(task.criteria):
            if criterion.kind not in kinds:
                nearest = difflib.get_close_matches(criterion.kind, kinds, n=1) or sorted(kinds)
                place = ("tasks", t, "criteria", c, "kind")
                yield Mistake(place, _show(criterion.kind), Text("{names}", {"names": " | ".join(nearest)}))


def _show(value: object) -> Text | str:
    """A value of the document, shortly."""
    if isinstance(value, dict):
        return text("a mapping with the keys: {keys}", keys=", ".join(list(value)[:8]))
    if isinstance(value, list):
        return text("a list of length {length}", length=len(value))
    return json.dumps(value, ensure_ascii=False)[:80]


def _found(detail: ErrorDetails) -> Text | str:
    match detail["type"]:
        case "missing":
            return text("nothing")
        case "extra_forbidden":
            return text("an unknown field")
        case _:
            return _show(detail["input"])


def _expected(detail: ErrorDetails) -> Text:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == MISTAKE and isinstance(expected := context.get("expected"), Text):
        return expected
    if kind == "missing":
        return text("a value")
    if kind == "extra_forbidden":
        nearest = difflib.get_close_matches(str(detail["loc"][-1]), _FIELDS, n=1)
        return Text("{name}", {"name": nearest[0]}) if nearest else text("a field of the schema")
    if kind in _EXPECTED:
        return text(_EXPECTED[kind].msgid, **_plain(context))
    return Text("{problem}", {"problem": detail["msg"]})


def _plain(context: dict[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in context.items()}


def _path(place: Place) -> str:
    shown = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place)
    return shown.removeprefix(".") or "-"
