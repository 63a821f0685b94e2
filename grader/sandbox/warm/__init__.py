"""Warm start: what a program imports is imported once for all its boxes, and not once for each.

A `ForkServer` imports, in a box of its own and without any student code. For each box it forks, and the fork enters
the namespaces of a box that bwrap has made as always. `WarmBoxes` are these boxes; `warm_start` uses them where they
hold, and else starts cold.
"""

from grader.sandbox.warm.box import WarmBoxes
from grader.sandbox.warm.server import PROGRAMS, ForkServer
from grader.sandbox.warm.start import warm_start

__all__ = ["PROGRAMS", "ForkServer", "WarmBoxes", "warm_start"]
