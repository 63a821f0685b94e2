"""Budgets of a box: what is within one is granted, what is beyond is not."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from grader.sandbox.conformance.boxes import Examined, examined, provided
from grader.sandbox.protocol import Limits, Sandbox

__all__ = ["BUDGETS", "Budget", "overruns"]

_MIB: Final = 2**20
_PAGE: Final = 4096


@dataclass(frozen=True)
class Budget:
    """One limit and amounts on both sides of it.

    Attributes:
        name: of the promise.
        use: what to use, as in `inside.use`.
        limits: of the box.
        within: amounts that have to be granted, rising.
        beyond: the amount at which the box is stopped, or refused.
    """

    name: str
    use: str
    limits: Limits
    within: Sequence[int]
    beyond: int


BUDGETS: Final[Sequence[Budget]] = (
    Budget("budgets.file", "file", Limits(file_size=10_000), (9_999, 10_000), 10_001),
    Budget("budgets.output", "stderr", Limits(file_size=10_000), (9_999, 10_000), 10_001),
    # the rest is for folders that some boxes have beside this one, and that count too
    Budget("budgets.folder", "pages", Limits(folder=64 * _PAGE), (40,), 65),
    Budget("budgets.entries", "entries", Limits(folder=64 * _PAGE), (40,), 65),
    Budget("budgets.deleted", "deleted", Limits(folder=64 * _PAGE), (40,), 65),
    # the interpreter has its share of the memory, and the first process of a box may be none of the program's
    Budget("budgets.memory", "memory", Limits(memory=128 * _MIB), (64 * _MIB,), 128 * _MIB + 1),
    Budget("budgets.processes", "processes", Limits(processes=20), (19,), 22),
    Budget("budgets.descriptors", "descriptors", Limits(), (4_000,), 4_097),
    Budget("budgets.cpu", "cpu", Limits(cpu=1), (500,), 1_500),
    Budget("budgets.wall", "wall", Limits(wall=1), (), 60),
)


def overruns(sandbox: Sandbox) -> Iterator[tuple[str, str]]:
    """For each budget its name, and how it was not held; nothing where it was."""
    for budget in BUDGETS:
        with provided() as given, tempfile.TemporaryDirectory(prefix="grader-made-") as made:
            box = examined(sandbox, "use", given, Path(made), budget.limits, {"USE": budget.use})
            with box as running:
                yield budget.name, _overrun(budget, running, given)


def _overrun(budget: Budget, box: Examined, given: Path) -> str:
    for number, amount in enumerate(budget.within):
        if not _granted(box, given, number, amount):
            return f"{amount} {budget.use} refused: {box.watchdog.reason or box.last_words() or 'no reason'}"
    if _granted(box, given, len(budget.within), budget.beyond):
        return f"{budget.beyond} {budget.use} granted"
    return ""


def _granted(box: Examined, given: Path, number: int, amount: int) -> bool:
    part = given / "part"
    part.write_text(str(amount))
    part.rename(given / f"amount-{number}")
    answered = box.wait_for(lines=number + 1)
    box.watchdog.sample()
    return answered and box.lines()[number] == "done" and box.watchdog.reason is None
