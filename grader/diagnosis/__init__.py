"""From symptoms to causes and fixes: known mistakes, each proved by evidence, measurements or the syntax tree.

A rule (`grader.diagnosis.rule.Rule`) is silent where they do not prove the mistake. All rules stand in `RULES`.
"""

from grader.diagnosis.diagnose import diagnose
from grader.diagnosis.finding import Finding, Place
from grader.diagnosis.symptoms import Part, Symptoms

__all__ = ["Finding", "Part", "Place", "Symptoms", "diagnose"]
