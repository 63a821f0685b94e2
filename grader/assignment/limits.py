"""Budgets that an assignment may set instead of the sandbox's own."""

import re
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field, WithJsonSchema

from grader.assignment.base import Rule, mistake
from grader.i18n import text

__all__ = ["LimitOverrides", "Size"]

_UNITS: Final = {"B": 1, "kB": 10**3, "MB": 10**6, "GB": 10**9, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30}
_SIZE: Final = rf"^([0-9]{{1,9}}(?:\.[0-9]{{1,3}})?) ?({'|'.join(_UNITS)})$"


def _bytes(value: object) -> object:
    if not isinstance(value, str):
        return value
    match = re.fullmatch(_SIZE, value)
    if match is None:
        raise mistake(text("a number of bytes, or a size such as 6GiB"))
    return round(float(match[1]) * _UNITS[match[2]])


#: Bytes; in YAML a whole number, or text such as `6GiB` or `512 MiB`.
Size = Annotated[
    int,
    Field(gt=0),
    BeforeValidator(_bytes),
    WithJsonSchema({"anyOf": [{"type": "integer", "exclusiveMinimum": 0}, {"type": "string", "pattern": _SIZE}]}),
]
Seconds = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Count = Annotated[int, Field(gt=0)]


class LimitOverrides(Rule):
    """Fields of `grader.sandbox.protocol.Limits`, each of them optional: seconds, sizes, and a number of processes."""

    wall: Seconds | None = None
    cell: Seconds | None = None
    cpu: Seconds | None = None
    memory: Size | None = None
    processes: Count | None = None
    file_size: Size | None = None
    folder: Size | None = None
    output: Size | None = None

    def given(self) -> dict[str, Any]:
        """The fields that are set, ready for `dataclasses.replace(Limits(), **...)`."""
        return self.model_dump(exclude_none=True)
