"""Two gradings of the same class, side by side."""

from grader.comparison.compare import Change, Move, compare

__all__ = ["Change", "Move", "compare"]
