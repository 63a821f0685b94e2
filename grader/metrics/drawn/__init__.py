"""Whether a student's figure shows what was asked for, judged by its content and however it was drawn."""

from grader.metrics.drawn.activations import DrawnActivations, find_activations
from grader.metrics.drawn.decoded import DrawnCodes, find_decoded
from grader.metrics.drawn.pictures import DrawnPairs, NoPairs, as_unit, find_pairs
from grader.metrics.drawn.scatter import DrawnScatter, NoScatter, find_scatter
from grader.metrics.drawn.split import DrawnSplit, NoSplit, find_split

__all__ = [
    "DrawnActivations",
    "DrawnCodes",
    "DrawnPairs",
    "DrawnScatter",
    "DrawnSplit",
    "NoPairs",
    "NoScatter",
    "NoSplit",
    "as_unit",
    "find_activations",
    "find_decoded",
    "find_pairs",
    "find_scatter",
    "find_split",
]
