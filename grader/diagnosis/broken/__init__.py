"""Cells that ended with an error: which error came first, which ones only follow, and what mends the known ones."""
