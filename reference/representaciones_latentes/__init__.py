"""The lesson on latent representations: the bottleneck, the quality of the code, and why it does not generate."""
