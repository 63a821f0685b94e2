"""Integrity probes: a few more rows in the same call that show whether a model is what its figures claim."""

from grader.measurement.probes.probed import Probed

__all__ = ["Probed"]
