"""Tests of grader/replay."""
