"""All promises of one profile, one after the other."""

from collections.abc import Iterator
from itertools import chain

from grader.sandbox.conformance.attacks import gains
from grader.sandbox.conformance.budgets import overruns
from grader.sandbox.conformance.leavings import remains
from grader.sandbox.conformance.verdict import Verdict
from grader.sandbox.protocol import Sandbox

__all__ = ["examine"]


def examine(sandbox: Sandbox) -> Iterator[Verdict]:
    """A verdict for each promise, as soon as it is found.

    Raises:
        SandboxUnavailable: no box of this profile can be made here.
    """
    for name, gained in chain(gains(sandbox).items(), overruns(sandbox), remains(sandbox)):
        yield Verdict(sandbox.profile, name, gained)
