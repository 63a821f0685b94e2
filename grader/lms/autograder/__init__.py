"""Archives that a platform unpacks into an autograder of its own."""

from grader.lms.autograder.gradescope import Autograder, write_gradescope

__all__ = ["Autograder", "write_gradescope"]
