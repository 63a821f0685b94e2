"""Which promises of boxes are kept on this machine, profile by profile."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, get_args

from grader.doctor.model import State
from grader.errors import SandboxUnavailable
from grader.i18n import Text, text
from grader.sandbox import Isolation, choose
from grader.sandbox.conformance import Verdict, examine
from grader.sandbox.select import PROFILES as MAKERS

__all__ = ["PROFILES", "Examination", "examination", "mend", "state_of"]

#: All there are, `none` last.
PROFILES: Final[Sequence[Isolation]] = sorted(
    (name for name in get_args(Isolation) if name != "auto"), key=lambda name: (name == "none", name)
)

_GROUPS: Final = text("Run as a user who may write to /sys/fs/cgroup (in a systemd unit: Delegate=yes).")
_PRLIMIT: Final = text("Install util-linux: its program prlimit sets this limit.")
_ANOTHER: Final = text("Grade with another profile (--isolation), or with a newer kernel, and report this table.")
_MENDS: Final[Mapping[str, Text]] = {
    **dict.fromkeys(("budgets.memory", "budgets.processes", "leavings.control_group"), _GROUPS),
    **dict.fromkeys(("budgets.file", "budgets.output", "budgets.cpu", "budgets.descriptors"), _PRLIMIT),
}


@dataclass(frozen=True)
class Examination:
    """What was found of one profile.

    Attributes:
        profile: its name.
        verdicts: by promise; none where the profile cannot be had.
        unavailable: why it cannot be had here, or None.
    """

    profile: Isolation
    verdicts: Mapping[str, Verdict]
    unavailable: SandboxUnavailable | None = None


def examination(profile: Isolation, tell: Callable[[Verdict], None]) -> Examination:
    """Examine one profile, which takes about ten seconds; `tell` hears each verdict as it is found."""
    why, verdicts = None, {}
    try:
        choose(profile)
    except SandboxUnavailable as error:
        why = error  # with the mend; a box that can be made and does not hold is examined nonetheless
    try:
        for verdict in examine(MAKERS[profile]()):
            verdicts[verdict.name] = verdict
            tell(verdict)
    except SandboxUnavailable as error:
        return Examination(profile, {}, why or error)
    return Examination(profile, verdicts)


def mend(verdict: Verdict) -> Text | None:
    """What would make it kept; None where it is, or is known not to be."""
    return _MENDS.get(verdict.name, _ANOTHER) if verdict.state == "broken" else None


def state_of(examinations: Sequence[Examination]) -> State:
    """`bad` where there is no box, or one that breaks a promise; what `none` does says nothing about boxes."""
    boxes = [found for found in examinations if found.profile != "none" and found.unavailable is None]
    broken = any(verdict.state == "broken" for found in boxes for verdict in found.verdicts.values())
    return "bad" if broken or not boxes else "good"
