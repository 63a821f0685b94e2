"""Warm start: what a program imports is imported once on this machine, and not once for each box.

A `ForkServer` imports, in a box of its own and without any student code. For each box it forks, and the fork enters
the namespaces of a box that bwrap has made as always. `WarmBoxes` are these boxes.
"""

from grader.sandbox.warm.box import WarmBoxes
from grader.sandbox.warm.server import ForkServer

__all__ = ["ForkServer", "WarmBoxes"]
