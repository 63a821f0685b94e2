"""Grades on their way into other people's systems: files that an LMS imports, and results of its autograder hooks.

Each format stands in a file of its own, as its platform documents it. A grader fault is never exported as a score.
"""
