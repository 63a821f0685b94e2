# %% [markdown]
# # Homework 156
# Farid Haddad. I used a small U-Net because its reconstructions are sharper.

# %%
import numpy as np
import keras
from keras import layers
import matplotlib.pyplot as plt
from sklearn.metrics import roc_auc_score

(x_train, y_train), (x_test, y_test) = keras.datasets.fashion_mnist.load_data()
x_train = x_train[y_train == 0][..., None].astype("float32") / 255
x_test = x_test[..., None].astype("float32") / 255

# %%
i = keras.Input((28, 28, 1))
a = layers.Conv2D(8, 3, strides=2, padding="same", activation="relu")(i)
b = layers.Conv2D(16, 3, strides=2, padding="same", activation="relu")(a)
z = layers.Dense(32, name="bottleneck")(layers.Flatten()(b))
x = layers.Reshape((7, 7, 16))(layers.Dense(7 * 7 * 16, activation="relu")(z))
x = layers.Conv2DTranspose(8, 3, strides=2, padding="same", activation="relu")(x)
x = layers.Concatenate()([x, a])
x = layers.Conv2DTranspose(8, 3, strides=2, padding="same", activation="relu")(x)
o = layers.Conv2D(1, 3, padding="same", activation="sigmoid")(x)
autoencoder = keras.Model(i, o)
autoencoder.compile(optimizer="adam", loss="mse")
autoencoder.fit(x_train, x_train, epochs=4, batch_size=64, verbose=2)

# %%
mse = np.mean((x_test - autoencoder.predict(x_test, verbose=0)) ** 2, axis=(1, 2, 3))
print(mse[y_test == 0].mean(), mse[y_test != 0].mean())
plt.hist(mse[y_test == 0], bins=50, density=True, alpha=0.6, label="T-shirt")
plt.hist(mse[y_test != 0], bins=50, density=True, alpha=0.6, label="not T-shirt")
plt.legend()
plt.show()
print("ROC-AUC:", roc_auc_score(y_test == 0, -mse))
