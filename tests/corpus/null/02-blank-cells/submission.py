"""A notebook of blank cells."""

CELL = {"cell_type": "code", "metadata": {}, "source": "  ", "outputs": [], "execution_count": None}
CONTENT = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [CELL, CELL]}
