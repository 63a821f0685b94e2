"""The gradebook: what was graded, when, and what people decided by hand.

It is an SQLite file, or any other database that SQLAlchemy speaks to.
"""

from grader.gradebook.book import Gradebook, Standing
from grader.gradebook.tables import Override, Run

__all__ = ["Gradebook", "Override", "Run", "Standing"]
