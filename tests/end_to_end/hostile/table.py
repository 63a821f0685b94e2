"""The attacks as a table for tests/corpus/README.md: `python -m tests.end_to_end.hostile.table` prints it."""

from collections.abc import Sequence

from tests.end_to_end.hostile.case import Case


def attack_table(cases: Sequence[Case]) -> str:
    """Markdown: case, what it tries, what stops it."""
    rows = [f"| {case.name} | {case.expected.title} | {_stopped(case)} |" for case in cases]
    return "\n".join(["| case | tries to | stopped by |", "|---|---|---|", *rows, ""])


def _stopped(case: Case) -> str:
    return f"**not yet**: {case.expected.known}" if case.expected.known else case.expected.stopped_by


if __name__ == "__main__":
    print(attack_table(Case.all("attacks")), end="")
