"""Measures of autoencoder work, one per file: pure NumPy and scikit-learn, each reads as its definition."""
