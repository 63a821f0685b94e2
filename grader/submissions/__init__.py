"""Who handed in what: notebooks, folders and downloads of learning platforms become one submission per student."""

from grader.submissions.collect import collect
from grader.submissions.model import Collected, Submission

__all__ = ["Collected", "Submission", "collect"]
