"""The homework of lesson 156: a convolutional autoencoder of T-shirts as an anomaly detector on Fashion-MNIST."""
