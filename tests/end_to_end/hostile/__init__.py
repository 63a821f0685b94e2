"""Grading submissions that mean harm, and looking at what they left behind."""
