"""Lists in lists, without end."""

CONTENT = b'{"nbformat": 4, "metadata": {}, "cells": ' + b"[" * 10**5 + b"]" * 10**5 + b"}"
