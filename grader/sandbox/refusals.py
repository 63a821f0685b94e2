"""Why there is no box on this machine, and how to mend it."""

from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeAlias

from grader.errors import SandboxUnavailable
from grader.i18n import Text, text

__all__ = ["Refused", "alternative", "did_not_come_up", "not_installed", "refused_by_bwrap"]

_ALTERNATIVE: Final = "--isolation none"


#: From what a box said that did not come up to the error that tells why.
Refused: TypeAlias = Callable[[str], SandboxUnavailable]


def did_not_come_up(said: str) -> SandboxUnavailable:
    """The error where nothing more is known."""
    return SandboxUnavailable(text("A box did not come up: {said}", said=said))


def not_installed() -> SandboxUnavailable:
    """The error for a machine without bwrap."""
    return SandboxUnavailable(
        text("bubblewrap, which keeps a notebook apart from the rest of this machine, is not installed."),
        text("Install it (`apt install bubblewrap`). {alternative}", alternative=alternative()),
    )


def refused_by_bwrap(said: str) -> SandboxUnavailable:
    """The error for a bwrap that ran and failed, by what it said and what this machine is."""
    message = text(
        "bubblewrap cannot make a box on this machine: {said}.", said=(said.splitlines() or ["?"])[-1].rstrip(".")
    )
    if "Unknown option" in said:
        remedy = text("Version 0.8 or newer is needed. {alternative}", alternative=alternative())
    elif any(Path(mark).exists() for mark in ("/.dockerenv", "/run/.containerenv")):
        remedy = text(
            "Containers forbid user namespaces unless they are started with `--security-opt seccomp=unconfined "
            "--security-opt apparmor=unconfined`. {alternative}",
            alternative=alternative(),
        )
    else:
        remedy = text(
            "The kernel must allow user namespaces: `sysctl {setting}`. {alternative}",
            setting=_setting(),
            alternative=alternative(),
        )
    return SandboxUnavailable(message, remedy)


def _setting() -> str:
    """The kernel setting that stands in the way here; the usual one where none is seen to."""
    for name, off, on in (
        ("kernel.unprivileged_userns_clone", "0", "1"),
        ("kernel.apparmor_restrict_unprivileged_userns", "1", "0"),
        ("user.max_user_namespaces", "0", "15000"),
    ):
        path = Path("/proc/sys", *name.split("."))
        if path.exists() and path.read_text().strip() == off:
            return f"{name}={on}"
    return "user.max_user_namespaces=15000"


def alternative() -> Text:
    """What people can do who need no box."""
    return text("For work of your own, `{option}` runs it without a box.", option=_ALTERNATIVE)
