"""A notebook without cells."""

CONTENT = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}
