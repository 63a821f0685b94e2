# %% [markdown]
# # Homework 156 (Keras 2)
# Yuki Morimoto. The lab machines have the old Keras, so I import `tf_keras`.

# %%
import tf_keras as keras
from tf_keras import layers
import numpy as np
import matplotlib.pyplot as plt
from sklearn.metrics import roc_auc_score

print(keras.__version__)

# %%
(x_train, y_train), (x_test, y_test) = keras.datasets.fashion_mnist.load_data()
x_train = x_train[y_train == 0].reshape(-1, 28, 28, 1).astype("float32") / 255
x_test = x_test.reshape(-1, 28, 28, 1).astype("float32") / 255

# %%
inp = keras.Input(shape=(28, 28, 1))
x = layers.Conv2D(16, 3, strides=2, padding="same", activation="relu")(inp)
x = layers.Conv2D(32, 3, strides=2, padding="same", activation="relu")(x)
x = layers.Flatten()(x)
code = layers.Dense(32)(x)
encoder = keras.Model(inp, code, name="encoder")

dec_in = keras.Input(shape=(32,))
x = layers.Dense(7 * 7 * 32, activation="relu")(dec_in)
x = layers.Reshape((7, 7, 32))(x)
x = layers.Conv2DTranspose(16, 3, strides=2, padding="same", activation="relu")(x)
out = layers.Conv2DTranspose(1, 3, strides=2, padding="same", activation="sigmoid")(x)
decoder = keras.Model(dec_in, out, name="decoder")

autoencoder = keras.Model(inp, decoder(encoder(inp)), name="autoencoder")
autoencoder.compile(optimizer="adam", loss="mse")
autoencoder.fit(x_train, x_train, epochs=7, batch_size=64, verbose=2)

# %%
mse = np.mean((x_test - autoencoder.predict(x_test, verbose=0)) ** 2, axis=(1, 2, 3))
tshirt = y_test == 0
print("T-shirt MSE", mse[tshirt].mean(), "other MSE", mse[~tshirt].mean())

# %%
plt.hist(mse[tshirt], bins=50, density=True, alpha=0.6, label="T-shirt")
plt.hist(mse[~tshirt], bins=50, density=True, alpha=0.6, label="other")
plt.xlabel("MSE")
plt.legend()
plt.show()

# %%
print("ROC-AUC", roc_auc_score(tshirt, -mse))
