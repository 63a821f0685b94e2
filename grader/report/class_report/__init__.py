"""A whole class at a glance: `index.html` and `summary.csv` in the folder of its results."""

from grader.report.class_report.rows import ClassRow
from grader.report.class_report.write import write_class_report

__all__ = ["ClassRow", "write_class_report"]
