"""Trainings that went wrong: their optimiser, their length, their loss."""
