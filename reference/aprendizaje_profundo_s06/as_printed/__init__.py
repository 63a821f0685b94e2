"""Notebooks that follow the lesson to the letter, mended only where it does not run: what their grades must say."""
