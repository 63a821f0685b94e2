"""A notebook that says it is of bash."""

CONTENT = {
    "nbformat": 4,
    "nbformat_minor": 5,
    "metadata": {"kernelspec": {"name": "bash", "language": "bash", "display_name": "Bash"}},
    "cells": [{"cell_type": "code", "id": "a", "metadata": {}, "source": "touch /tmp/x", "outputs": [], "execution_count": None}],
}
