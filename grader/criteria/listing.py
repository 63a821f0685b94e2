"""The kinds of criteria as a page to be read, made of what their files say of themselves."""

import inspect
import sys
from collections.abc import Iterator
from typing import Final

from grader.criteria.kinds import kinds
from grader.criteria.protocol import Judge
from grader.measurement import Denoising, Detection, Latent, Measured, Sparsity

__all__ = ["listing"]

_HEAD: Final = """\
# Kinds of criteria

What `kind` in an assignment.yaml may be; made by `grader schema criteria`. `params` are named with the kind that knows
them. Where a number is measured, `bounds` say what it must reach.
"""
#: What a judge asks for → the task's kind of measurement; any other measurement does for all tasks.
_MEASURES: Final[dict[type[Measured], str]] = {
    Denoising: "denoising",
    Detection: "detection",
    Latent: "latent",
    Sparsity: "sparsity",
}


def listing() -> str:
    """Markdown: an item per file, with the kinds it holds, what they ask for, their parameters, and for which tasks."""
    files: dict[str, list[str]] = {}
    for kind, judge in sorted(kinds().items()):
        files.setdefault(judge.__module__, []).append(kind)
    items = sorted("\n".join(_item(module, names)) for module, names in files.items())
    return "\n".join([_HEAD, *items])


def _item(module: str, names: list[str]) -> Iterator[str]:
    about = _joined(sys.modules[module].__doc__)
    if len(names) == 1:
        yield f"- {about} {_said(names[0])}"
        return
    yield f"- {about}"
    yield from (f"  - `{name}`: {_said(name)}" for name in names)


def _said(kind: str) -> str:
    """What the judge's docstring says, and which tasks it is for, if not for all."""
    judge = kinds()[kind]
    measure = _measure(judge)
    return _joined(judge.__doc__) + (f" For tasks with `measure: {{kind: {measure}}}`." if measure else "")


def _measure(judge: Judge) -> str | None:
    asked = inspect.signature(judge).parameters.get("measured")
    return _MEASURES.get(asked.annotation) if asked is not None else None


def _joined(docstring: str | None) -> str:
    return " ".join((docstring or "").split())
