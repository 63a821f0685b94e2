"""Many submissions graded side by side, each in a process of its own."""

from grader.fleet.job import Event, Finished, Job, Progress, Started
from grader.fleet.lock import locked
from grader.fleet.run import run_jobs

__all__ = ["Event", "Finished", "Job", "Progress", "Started", "locked", "run_jobs"]
