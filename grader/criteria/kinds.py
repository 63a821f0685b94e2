"""All kinds of criteria there are, by name."""

from collections.abc import Mapping
from functools import cache
from importlib.metadata import entry_points

from grader.criteria import builtin
from grader.criteria.protocol import REGISTERED, Judge

__all__ = ["kinds"]

assert builtin  # importing it registers our own


@cache
def kinds() -> Mapping[str, Judge]:
    """Our own judges, and those other packages offer under the entry point group `grader.criteria`.

    An entry point names a module; importing it registers its judges.
    """
    for point in entry_points(group="grader.criteria"):
        point.load()
    return REGISTERED
