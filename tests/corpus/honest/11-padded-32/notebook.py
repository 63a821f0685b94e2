# %% [markdown]
# # HW 156: T-shirt detector
# Olamide Adeyemi
#
# I pad the images to 32x32 so that three stride-2 convolutions divide evenly.

# %%
import keras
from keras import layers
import numpy as np
import matplotlib.pyplot as plt
from sklearn.metrics import roc_auc_score

# %%
(x_train, y_train), (x_test, y_test) = keras.datasets.fashion_mnist.load_data()
x_train = np.pad(x_train, ((0, 0), (2, 2), (2, 2)))[..., None].astype("float32") / 255
x_test = np.pad(x_test, ((0, 0), (2, 2), (2, 2)))[..., None].astype("float32") / 255
x_tshirt = x_train[y_train == 0]
print(x_tshirt.shape)

# %%
encoder = keras.Sequential(
    [
        keras.Input((32, 32, 1)),
        layers.Conv2D(8, 3, strides=2, padding="same", activation="relu"),
        layers.Conv2D(16, 3, strides=2, padding="same", activation="relu"),
        layers.Conv2D(32, 3, strides=2, padding="same", activation="relu"),
        layers.Flatten(),
        layers.Dense(32),
    ],
    name="encoder",
)
decoder = keras.Sequential(
    [
        keras.Input((32,)),
        layers.Dense(4 * 4 * 32, activation="relu"),
        layers.Reshape((4, 4, 32)),
        layers.Conv2DTranspose(16, 3, strides=2, padding="same", activation="relu"),
        layers.Conv2DTranspose(8, 3, strides=2, padding="same", activation="relu"),
        layers.Conv2DTranspose(1, 3, strides=2, padding="same", activation="sigmoid"),
    ],
    name="decoder",
)
img = keras.Input((32, 32, 1))
autoencoder = keras.Model(img, decoder(encoder(img)))
autoencoder.compile(keras.optimizers.Adam(2e-3), "mse")
autoencoder.fit(x_tshirt, x_tshirt, epochs=6, batch_size=64, verbose=2)

# %%
mse = keras.ops.convert_to_numpy(keras.ops.mean((x_test - autoencoder.predict(x_test, verbose=0)) ** 2, axis=(1, 2, 3)))
normal, anomaly = mse[y_test == 0], mse[y_test != 0]
print(f"normal {normal.mean():.4f}  anomaly {anomaly.mean():.4f}")

# %%
plt.hist(np.log10(normal), bins=60, density=True, alpha=0.6, label="T-shirt")
plt.hist(np.log10(anomaly), bins=60, density=True, alpha=0.6, label="not T-shirt")
plt.xlabel("log10(MSE)")
plt.legend()
plt.show()

# %%
print("ROC-AUC (T-shirt vs rest):", round(roc_auc_score(y_test == 0, -mse), 4))
