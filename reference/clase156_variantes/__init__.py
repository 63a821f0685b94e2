"""The variants that lesson 156 names beside its exercises: stacked, tied weights, against PCA, BCE against MSE."""
