"""A notebook with an output of 25 MB."""

OUTPUT = {"output_type": "stream", "name": "stdout", "text": "x" * 25 * 10**6}
CELL = {"cell_type": "code", "id": "a", "metadata": {}, "source": "1", "outputs": [OUTPUT], "execution_count": 1}
CONTENT = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [CELL]}
