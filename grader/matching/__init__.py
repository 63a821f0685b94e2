"""Which of a notebook's trained models answers which task, and why."""

from grader.matching.answer import Answer, match
from grader.matching.history import history, unexplained

__all__ = ["Answer", "history", "match", "unexplained"]
