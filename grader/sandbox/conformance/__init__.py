"""What every box promises, tried out: attacks on a canary behind each wall, budgets up to and beyond their limits.

`examine` gives a verdict for each promise of a profile; what a profile is known not to keep is in `known.py`, with the
reason. The same attacks under the profile `none` are the controls: they show that each works where nothing stops it.
"""

from grader.sandbox.conformance.examine import examine
from grader.sandbox.conformance.promises import PROMISES
from grader.sandbox.conformance.verdict import State, Verdict

__all__ = ["PROMISES", "State", "Verdict", "examine"]
