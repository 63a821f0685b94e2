"""All kinds of criteria there are, by name."""

import pkgutil
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points

import grader.criteria
from grader.assignment import CriterionSpec
from grader.criteria.protocol import ASKING, REGISTERED, Judge
from grader.measurement import Challenge, Question

__all__ = ["kinds", "questions"]


@cache
def kinds() -> Mapping[str, Judge]:
    """The judges in the files of this folder, and those other packages offer under the entry point group of its name.

    An entry point names a module; importing it registers its judges.
    """
    for module in pkgutil.iter_modules(grader.criteria.__path__):
        import_module(f"grader.criteria.{module.name}")
    for point in entry_points(group="grader.criteria"):
        point.load()
    return REGISTERED


def questions(specs: Iterable[CriterionSpec], challenge: Challenge) -> dict[str, Question]:
    """What these criteria ask of a model, by their ids."""
    kinds()
    asked = ((spec.id, ASKING[spec.kind](spec, challenge)) for spec in specs if spec.kind in ASKING)
    return {name: question for name, question in asked if question is not None}
