"""An untrusted .ipynb becomes a clean `Notebook`: sources, kinds and task tags, and nothing else of it."""

from grader.intake.framework import foreign_framework
from grader.intake.notebook import Cell, Notebook
from grader.intake.python import parse_cell
from grader.intake.read import read_notebook

__all__ = ["Cell", "Notebook", "foreign_framework", "parse_cell", "read_notebook"]
