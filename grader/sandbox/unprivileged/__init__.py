"""The profile `unprivileged`, for containers whose root may make no namespaces: another user, and what that cannot do.

`Unprivileged` prepares a box as root; `enter`, run in the box's own process, gives all that away before student code
starts.
"""

from grader.sandbox.unprivileged.profile import Unprivileged

__all__ = ["Unprivileged"]
