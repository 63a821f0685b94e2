"""Kinds of criteria, one per file: from what was measured to an outcome, points and a sentence."""

from grader.criteria.kinds import kinds, questions
from grader.criteria.protocol import Case, Judgement, Pictures, register, verdict

__all__ = ["Case", "Judgement", "Pictures", "kinds", "questions", "register", "verdict"]
