"""The five exercises of lesson 156 on MNIST, one module for each kind of autoencoder that they train."""
