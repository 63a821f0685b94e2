"""Names and messages of a submission, made safe to show on one line."""

from grader.execution.plain import plain_text

__all__ = ["plain_line"]


def plain_line(value: str) -> str:
    """`value` without terminal sequences, control and direction characters; every run of white space is one space."""
    return " ".join(plain_text(value).split())
