"""Whether a student's figure is the histogram of the reconstruction error, split by class, that was asked for."""

from grader.metrics.drawn.split import DrawnSplit, NoSplit, find_split

__all__ = ["DrawnSplit", "NoSplit", "find_split"]
