# %% [markdown]
# # Tarea: autoencoder como detector de anomalías
# Facundo Rivas. Uso imágenes en [-1, 1] y tanh, como en las GAN.

# %%
import tensorflow as tf
import numpy as np
import matplotlib.pyplot as plt
from sklearn.metrics import roc_auc_score, RocCurveDisplay

# %%
(train_images, train_labels), (test_images, test_labels) = tf.keras.datasets.fashion_mnist.load_data()
train_images = train_images.reshape(train_images.shape[0], 28, 28, 1).astype("float32")
train_images = (train_images - 127.5) / 127.5
test_images = (test_images.reshape(-1, 28, 28, 1).astype("float32") - 127.5) / 127.5
tshirt = train_images[train_labels == 0]
print(tshirt.min(), tshirt.max(), tshirt.shape)


# %%
def make_encoder():
    m = tf.keras.Sequential()
    m.add(tf.keras.layers.InputLayer(shape=(28, 28, 1)))
    m.add(tf.keras.layers.Conv2D(16, 5, strides=2, padding="same"))
    m.add(tf.keras.layers.LeakyReLU())
    m.add(tf.keras.layers.Conv2D(32, 3, strides=2, padding="same"))
    m.add(tf.keras.layers.LeakyReLU())
    m.add(tf.keras.layers.Flatten())
    m.add(tf.keras.layers.Dense(32))
    return m


def make_decoder():
    m = tf.keras.Sequential()
    m.add(tf.keras.layers.InputLayer(shape=(32,)))
    m.add(tf.keras.layers.Dense(7 * 7 * 32))
    m.add(tf.keras.layers.LeakyReLU())
    m.add(tf.keras.layers.Reshape((7, 7, 32)))
    m.add(tf.keras.layers.Conv2DTranspose(16, 3, strides=2, padding="same"))
    m.add(tf.keras.layers.LeakyReLU())
    m.add(tf.keras.layers.Conv2DTranspose(1, 3, strides=2, padding="same", activation="tanh"))
    return m


encoder = make_encoder()
decoder = make_decoder()
autoencoder = tf.keras.Sequential([encoder, decoder])
autoencoder.compile(loss="mse", optimizer="adam")
history = autoencoder.fit(tshirt, tshirt, batch_size=64, epochs=6, verbose=2)

# %%
pred = autoencoder.predict(test_images, batch_size=256, verbose=0)
mse = np.mean((test_images - pred) ** 2, axis=(1, 2, 3))
print("MSE (en escala [-1,1]):", mse[test_labels == 0].mean(), mse[test_labels != 0].mean())

# %%
rmse = np.sqrt(mse)
plt.figure(figsize=(8, 4))
plt.hist(rmse[test_labels == 0], bins=50, alpha=0.5, weights=np.ones(1000) / 1000, label="T-shirt")
plt.hist(rmse[test_labels != 0], bins=50, alpha=0.5, weights=np.ones(9000) / 9000, label="no T-shirt")
plt.title("RMSE de reconstrucción")
plt.xlabel("RMSE")
plt.legend()
plt.show()

# %%
auc = roc_auc_score(test_labels == 0, -mse)
RocCurveDisplay.from_predictions(test_labels == 0, -mse)
plt.show()
auc

# %%
print("ROC-AUC: {:.4f}".format(auc))
