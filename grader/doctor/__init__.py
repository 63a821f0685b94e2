"""What this machine can do: each thing that grading needs, whether it is there, and the mend where it is not."""

from grader.doctor.checks import CHECKS
from grader.doctor.model import Check, Finding, State
from grader.doctor.profiles import PROFILES, Examination, examination, mend, state_of

__all__ = ["CHECKS", "PROFILES", "Check", "Examination", "Finding", "State", "examination", "mend", "state_of"]
