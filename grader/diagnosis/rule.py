"""What a rule is."""

from collections.abc import Iterator
from typing import Protocol

from grader.diagnosis.finding import Finding
from grader.diagnosis.symptoms import Symptoms

__all__ = ["Rule"]


class Rule(Protocol):
    """From what was seen to known mistakes; silent where the evidence does not prove one."""

    def __call__(self, symptoms: Symptoms, /) -> Iterator[Finding]:
        """Every such mistake in the submission."""
