"""NaN for a count, keys twice, cells of the same id, a cell whose outputs are a number."""

CONTENT = b"""{"nbformat": 4, "nbformat": 4, "nbformat_minor": NaN, "metadata": {"kernelspec": []}, "cells": [
{"cell_type": "code", "id": "same", "metadata": [], "source": ["print('one')"], "outputs": 7, "execution_count": Infinity},
{"cell_type": "code", "id": "same", "metadata": null, "source": "print('two \\ud800')", "outputs": [{}]},
{"cell_type": "nonsense", "source": 5}, {"cell_type": "markdown", "source": "# \\u202e", "attachments": 1}]}"""
