# %%
import keras

autoencoder = keras.Sequential([keras.Input((784,)), keras.layers.Dense(2_000_000_000), keras.layers.Dense(784)])
