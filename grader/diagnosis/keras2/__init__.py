"""Idioms of Keras 2 and TensorFlow 1 that Keras 3 refuses, each with the line that works today.

What it says was read off TensorFlow 2.21 with Keras 3.15, idiom by idiom.
"""
