"""The profile `bubblewrap`, with a warm start where there is a fork server and its boxes hold."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from grader.errors import GraderFault
from grader.i18n import Text, text
from grader.sandbox.bubblewrap import Bubblewrap
from grader.sandbox.protocol import Box, Launch, Sandbox
from grader.sandbox.warm.box import WarmBoxes, module

__all__ = ["WarmStart", "warm_start"]

Tell = Callable[[Text], None]


def warm_start(sandbox: Sandbox, servers: Mapping[str, Path], tell: Tell) -> Sandbox:
    """`sandbox`, with a warm start where that can be.

    Args:
        sandbox: proved to hold.
        servers: addresses of fork servers by the program they are for.
        tell: hears why a program starts cold after all.
    """
    return WarmStart(servers, tell) if servers and sandbox.profile == Bubblewrap.profile else sandbox


class WarmStart:
    """Programs for which there is a fork server come from it; all others start cold, as do all where that fails."""

    profile = Bubblewrap.profile

    def __init__(self, servers: Mapping[str, Path], tell: Tell) -> None:
        self._servers = dict(servers)
        self._tell = tell
        self._cold = Bubblewrap()

    def check(self) -> None:
        """Prove that a cold start's walls hold; those of a warm one are proved before its first box.

        Raises:
            SandboxUnavailable: they do not, or a box cannot be made.
        """
        self._cold.check()

    def launch(self, box: Box) -> Launch:
        """Make `box` ready.

        Raises:
            SandboxUnavailable: bwrap is not installed, or libseccomp is not.
        """
        program = module(box.command)
        if program in self._servers and not box.cold:
            address = self._servers[program]
            try:
                _prove_once(address)
                return WarmBoxes(address).launch(box)
            except (GraderFault, OSError) as error:
                del self._servers[program]
                self._tell(
                    text("Cold start of {program}, which takes longer. {reason}", program=program, reason=str(error))
                )
        return self._cold.launch(box)


@cache
def _prove_once(address: Path) -> None:
    WarmBoxes(address).check()
