"""Automated grading of autoencoder notebooks."""
