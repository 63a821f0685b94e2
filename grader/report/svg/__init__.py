"""Small drawings for a page, written by hand: text is text, colours are the page's, and nothing heavy is imported."""

from grader.report.svg.axes import HEIGHT, WIDTH, Axes
from grader.report.svg.colours import CLASSES, INK, LINE, NORMAL, OTHER, PAPER
from grader.report.svg.png import grey_png

__all__ = ["CLASSES", "HEIGHT", "INK", "LINE", "NORMAL", "OTHER", "PAPER", "WIDTH", "Axes", "grey_png"]
