"""Notebook format 1e308."""

CONTENT = b'{"nbformat": 1e308, "metadata": {}, "cells": [{"cell_type": "code", "source": "1"}]}'
