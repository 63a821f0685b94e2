"""What this machine can do: each thing that grading needs, whether it is there, and the mend where it is not."""

from grader.doctor.checks import CHECKS
from grader.doctor.model import Check, Finding, State

__all__ = ["CHECKS", "Check", "Finding", "State"]
