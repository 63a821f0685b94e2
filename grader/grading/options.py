"""How a grading run was asked for."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from grader.execution.setup import Setup
from grader.i18n import Lang, Text
from grader.replay import When
from grader.sandbox import Isolation

__all__ = ["Options", "Progress"]

#: Told what is being done now; the text is for the person who waits.
Progress: TypeAlias = Callable[[Text], None]


def _silent(message: Text) -> None:
    """Nobody waits."""


@dataclass(frozen=True)
class Options:
    """What does not come from the assignment.

    Attributes:
        out: folder under which each submission gets one of its own.
        isolation: `auto`, or a sandbox profile by name.
        time_limit: seconds for the notebook, instead of the assignment's.
        setup: settings of the notebook's kernel.
        seed: of the random choices that official figures depend on: noise to be removed, bootstrap.
        private: seed of the order of rows and of the probes; drawn afresh, so that nobody knows it beforehand.
        fresh: whether what was graded, run or measured before is done anew.
        replay: whose training is repeated.
        warm: addresses of the fork servers of this run, by the program they are for.
    """

    out: Path
    lang: Lang = "es"
    isolation: Isolation = "auto"
    time_limit: float | None = None
    setup: Setup = field(default_factory=Setup)
    seed: int = 0
    private: int = field(default_factory=lambda: secrets.randbits(32))
    fresh: bool = False
    progress: Progress = _silent
    replay: When = field(default_factory=When)
    warm: Mapping[str, Path] = field(default_factory=dict)
