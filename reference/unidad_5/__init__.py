"""Unidad 5 of the course on MNIST: one module for each kind of autoencoder that it trains, and for each use of one."""
