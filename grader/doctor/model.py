"""What a check is, and what it finds."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from grader.i18n import Text

__all__ = ["Check", "Finding", "State"]

#: `good`; `poor`: grading is possible, with a loss; `bad`: grading is not possible.
State: TypeAlias = Literal["good", "poor", "bad"]


@dataclass(frozen=True)
class Finding:
    """What was found, and what would make it good."""

    state: State
    found: Text
    mend: Text | None = None


@dataclass(frozen=True)
class Check:
    """One thing to look at; `run` raises a GradingError where it finds that grading is not possible."""

    title: Text
    run: Callable[[], Finding]
