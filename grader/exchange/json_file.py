"""Strict JSON: what it says is exactly what is read, and how much of it is bounded."""

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NoReturn, TypeVar

from pydantic import BaseModel, ValidationError

from grader.errors import BadArtefact
from grader.exchange.plain import plain
from grader.exchange.safe_open import read_bytes
from grader.i18n import Text, text

__all__ = ["MAX_DEPTH", "layers", "parse_json", "parse_model", "read_json", "read_model"]

MAX_DEPTH: Final = 32  # lists and objects around any value
MAX_KEYS: Final = 1_000  # of one object: each unknown one costs a validation error
_TWO_63: Final = 2**63

Model = TypeVar("Model", bound=BaseModel)


def read_json(folder: Path | int, relative: str, *, max_bytes: int) -> Any:
    """The value in one JSON file below `folder`; see `read_bytes` and `parse_json` for what they refuse.

    Raises:
        BadArtefact: the file breaks a rule of the exchange.
    """
    return parse_json(read_bytes(folder, relative, max_bytes), relative)


def read_model(folder: Path | int, relative: str, model: type[Model], *, max_bytes: int) -> Model:
    """One JSON file below `folder`, validated by a pydantic model.

    Raises:
        BadArtefact: the file breaks a rule of the exchange; the message names the field where there is one.
    """
    return parse_model(read_bytes(folder, relative, max_bytes), relative, model)


def parse_model(data: bytes, name: str, model: type[Model]) -> Model:
    """The JSON text `data`, validated without conversions: `"1"` and `true` are no numbers.

    Raises:
        BadArtefact: not strict JSON, or it does not fit `model`; the message names `name` and the field.
    """
    value = parse_json(data, name)
    try:
        return model.model_validate(value, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        field = plain(".".join(str(part) for part in first["loc"]) or "-")
        raise BadArtefact(
            text("{file}, field {field}: {problem}.", file=plain(name), field=field, problem=plain(first["msg"]))
        ) from error


def parse_json(data: bytes, name: str) -> Any:
    """The value of the JSON text `data` (UTF-8).

    Raises:
        BadArtefact: not JSON; NaN, infinity, integers beyond 64 bits; a key twice in one object; more than
            `MAX_DEPTH` levels, or `MAX_KEYS` keys in one object.
    """
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=_object, parse_constant=_refuse_constant)
        _check(value)
    except _Refused as refused:
        raise _not_strict(name, refused.problem) from refused
    except RecursionError as error:
        raise _not_strict(name, text("more than {limit} levels", limit=MAX_DEPTH)) from error
    except ValueError as error:  # not JSON, not UTF-8, or an integer of thousands of digits
        raise _not_strict(name, plain(str(error))) from error
    return value


def layers(value: object) -> Iterator[list[Any]]:
    """All values inside a JSON value, by depth: first itself, then its children, then theirs."""
    layer = [value]
    while layer:
        yield layer
        layer = [child for item in layer for child in _children(item)]


class _Refused(ValueError):
    """JSON, but not what the exchange allows."""

    def __init__(self, problem: Text) -> None:
        super().__init__(problem)
        self.problem = problem


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    unique = dict(pairs)
    if len(unique) != len(pairs):
        raise _Refused(text("a key twice in one object"))
    if len(unique) > MAX_KEYS:
        raise _Refused(text("more than {limit} keys in one object", limit=MAX_KEYS))
    return unique


def _refuse_constant(constant: str) -> NoReturn:
    raise _Refused(text("{constant} is no number in JSON", constant=constant))


def _check(value: object) -> None:
    for depth, layer in enumerate(layers(value)):
        if depth > MAX_DEPTH:
            raise _Refused(text("more than {limit} levels", limit=MAX_DEPTH))
        for item in layer:
            if isinstance(item, int) and not -_TWO_63 <= item < 2 * _TWO_63:
                raise _Refused(text("an integer of more than 64 bits"))
            if isinstance(item, float) and not math.isfinite(item):
                raise _Refused(text("a number beyond the range of floats"))


def _children(item: object) -> list[Any]:
    if isinstance(item, dict):
        return list(item.values())
    return item if isinstance(item, list) else []


def _not_strict(name: str, problem: Text | str) -> BadArtefact:
    return BadArtefact(text("{file} is not strict JSON: {problem}.", file=plain(name), problem=problem))
