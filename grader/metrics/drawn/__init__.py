"""Whether a student's figure shows what was asked for, judged by its content and however it was drawn."""

from grader.metrics.drawn.activations import DrawnActivations, find_activations
from grader.metrics.drawn.clouds import Cloud, clouds
from grader.metrics.drawn.completed import count_completed
from grader.metrics.drawn.decoded import DrawnCodes, find_decoded
from grader.metrics.drawn.lines import find_line
from grader.metrics.drawn.pictures import DrawnPairs, NoPairs, as_unit, find_pairs
from grader.metrics.drawn.scatter import DrawnScatter, NoScatter, find_scatter
from grader.metrics.drawn.split import DrawnSplit, NoSplit, find_split
from grader.metrics.drawn.sums import is_known, is_mean, is_moved_alike, is_shifted, is_sum
from grader.metrics.drawn.view import coordinates_of, is_projection, shown_rows

__all__ = [
    "Cloud",
    "DrawnActivations",
    "DrawnCodes",
    "DrawnPairs",
    "DrawnScatter",
    "DrawnSplit",
    "NoPairs",
    "NoScatter",
    "NoSplit",
    "as_unit",
    "clouds",
    "coordinates_of",
    "count_completed",
    "find_activations",
    "find_decoded",
    "find_line",
    "find_pairs",
    "find_scatter",
    "find_split",
    "is_known",
    "is_mean",
    "is_moved_alike",
    "is_projection",
    "is_shifted",
    "is_sum",
    "shown_rows",
]
