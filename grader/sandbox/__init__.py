"""Boxes: where code that nobody vouches for runs.

A `Box` is a command and all it may see; a `Sandbox` turns it into a command that runs it apart from the rest of this
machine; a `Watchdog` holds it to the budgets that the kernel does not hold.
"""

from grader.sandbox.protocol import Box, Limits, Mount, Sandbox
from grader.sandbox.select import Isolation, choose
from grader.sandbox.watchdog import Reason, Watchdog

__all__ = ["Box", "Isolation", "Limits", "Mount", "Reason", "Sandbox", "Watchdog", "choose"]
