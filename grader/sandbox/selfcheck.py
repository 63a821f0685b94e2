"""The proof that a box holds, before anything is graded in it."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from grader.errors import SandboxUnavailable
from grader.i18n import text
from grader.sandbox.conformance.attacks import gains
from grader.sandbox.conformance.verdict import Verdict
from grader.sandbox.protocol import Sandbox
from grader.sandbox.refusals import Refused, alternative

__all__ = ["prove"]

Attempt: TypeAlias = Callable[[Sandbox, Refused], Mapping[str, str]]


def prove(sandbox: Sandbox, refused: Refused, attempt: Attempt = gains) -> None:
    """Try every attack of the conformance suite in a box of `sandbox`, which takes about half a second.

    Args:
        sandbox: the profile to prove.
        refused: the error for a box that did not come up, from what it said.
        attempt: tries them.

    Raises:
        SandboxUnavailable: the box could not be made, or an attack got through a wall that the profile promises.
    """
    verdicts = [Verdict(sandbox.profile, name, gained) for name, gained in attempt(sandbox, refused).items()]
    walls = [f"{verdict.name} ({verdict.gained})" for verdict in verdicts if verdict.state == "broken"]
    if walls:
        message = text("The box does not hold, so nothing was graded in it. Open: {walls}.", walls=", ".join(walls))
        raise SandboxUnavailable(message, alternative())
