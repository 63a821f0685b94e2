"""Translatable text: written once in English, read in Spanish or English.

A `Text` holds the English message and its values; it becomes a string only where it is shown. The Spanish
catalogue is `es.po` beside this file; Babel reads it as it is, so there is no build step.
"""

from grader.i18n._catalogue import LANGUAGES, Lang, Text, render, text

__all__ = ["LANGUAGES", "Lang", "Text", "render", "text"]
