# %% [markdown]
# # Anomaly detection on Fashion-MNIST (homework 156)
# Tomás Arrieta

# %%
import tensorflow as tf
from tensorflow.keras import layers, losses
from tensorflow.keras.models import Model
import numpy as np
import matplotlib.pyplot as plt
from sklearn.metrics import roc_auc_score

# %%
(x_train, y_train), (x_test, y_test) = tf.keras.datasets.fashion_mnist.load_data()
x_train = x_train.astype("float32") / 255.0
x_test = x_test.astype("float32") / 255.0
x_train = x_train[..., tf.newaxis]
x_test = x_test[..., tf.newaxis]
print(x_train.shape)


# %%
class Detector(Model):
    def __init__(self, latent_dim):
        super(Detector, self).__init__()
        self.encoder = tf.keras.Sequential(
            [
                layers.Input(shape=(28, 28, 1)),
                layers.Conv2D(8, (3, 3), activation="relu", padding="same", strides=2),
                layers.Conv2D(16, (3, 3), activation="relu", padding="same", strides=2),
                layers.Flatten(),
                layers.Dense(latent_dim),
            ]
        )
        self.decoder = tf.keras.Sequential(
            [
                layers.Dense(7 * 7 * 16, activation="relu"),
                layers.Reshape((7, 7, 16)),
                layers.Conv2DTranspose(16, kernel_size=3, strides=2, activation="relu", padding="same"),
                layers.Conv2DTranspose(8, kernel_size=3, strides=2, activation="relu", padding="same"),
                layers.Conv2D(1, kernel_size=(3, 3), activation="sigmoid", padding="same"),
            ]
        )

    def call(self, x):
        encoded = self.encoder(x)
        decoded = self.decoder(encoded)
        return decoded


autoencoder = Detector(16)
autoencoder.compile(optimizer="adam", loss=losses.MeanSquaredError())

# %%
x_tshirt = x_train[y_train == 0]
autoencoder.fit(x_tshirt, x_tshirt, epochs=7, batch_size=64, shuffle=True, verbose=2)
autoencoder.encoder.summary()
autoencoder.decoder.summary()

# %%
encoded_imgs = autoencoder.encoder(x_test).numpy()
decoded_imgs = autoencoder.decoder(encoded_imgs).numpy()

n = 8
plt.figure(figsize=(16, 4))
for i in range(n):
    ax = plt.subplot(2, n, i + 1)
    plt.imshow(tf.squeeze(x_test[i]))
    plt.title("original")
    plt.gray()
    ax = plt.subplot(2, n, i + n + 1)
    plt.imshow(tf.squeeze(decoded_imgs[i]))
    plt.title("reconstructed")
    plt.gray()
plt.show()

# %%
test_loss = tf.reduce_mean(tf.square(decoded_imgs - x_test), axis=[1, 2, 3]).numpy()
print(test_loss.shape)
print("T-shirts:", test_loss[y_test == 0].mean(), "others:", test_loss[y_test != 0].mean())

# %%
counts_n, edges = np.histogram(test_loss[y_test == 0], bins=60, range=(0, 0.15), density=True)
counts_a, _ = np.histogram(test_loss[y_test != 0], bins=60, range=(0, 0.15), density=True)
centers = (edges[:-1] + edges[1:]) / 2
plt.step(centers, counts_n, where="mid", label="T-shirt")
plt.step(centers, counts_a, where="mid", label="not T-shirt")
plt.xlabel("test MSE")
plt.legend()
plt.show()

# %%
score = -test_loss
print("AUC:", roc_auc_score(y_test == 0, score))
