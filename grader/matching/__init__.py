"""Which of a notebook's trained models answers which task, and why."""

from grader.matching.answer import Answer, match
from grader.matching.candidate import Candidate
from grader.matching.history import Traced, history, unexplained

__all__ = ["Answer", "Candidate", "Traced", "history", "match", "unexplained"]
