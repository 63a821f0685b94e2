"""Reference implementations of the lessons' systems in Keras, and the notebooks built from them."""
