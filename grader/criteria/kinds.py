"""All kinds of criteria there are, by name."""

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points

import grader.criteria
from grader.criteria.protocol import REGISTERED, Judge

__all__ = ["kinds"]


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
