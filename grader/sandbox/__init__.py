"""Boxes: where code that nobody vouches for runs.

A `Box` is a command and all it may see; a `Sandbox` makes it ready to run apart from the rest of this machine; `start`
runs it, in a control group where there is one; a `Watchdog` holds it to the budgets that the kernel does not hold.
"""

from grader.sandbox.protocol import Box, Launch, Limits, Mount, Sandbox
from grader.sandbox.select import Isolation, choose
from grader.sandbox.start import start
from grader.sandbox.watchdog import Reason, Watchdog

__all__ = ["Box", "Isolation", "Launch", "Limits", "Mount", "Reason", "Sandbox", "Watchdog", "choose", "start"]
