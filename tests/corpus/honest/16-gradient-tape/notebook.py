# %% [markdown]
# # Homework 156: training loop by hand
# Mateo Villalobos

# %%
import time
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers, Sequential
import matplotlib.pyplot as plt
from sklearn.metrics import roc_auc_score

# %%
(x_train, y_train), (x_test, y_test) = tf.keras.datasets.fashion_mnist.load_data()
x_train = (x_train[y_train == 0] / 255.0).astype("float32").reshape(-1, 28, 28, 1)
x_test = (x_test / 255.0).astype("float32").reshape(-1, 28, 28, 1)
dataset = tf.data.Dataset.from_tensor_slices(x_train).shuffle(6000).batch(64)

# %%
encoder = Sequential(
    [
        layers.Input((28, 28, 1)),
        layers.Conv2D(16, 3, strides=2, padding="same", activation="relu"),
        layers.Conv2D(32, 3, strides=2, padding="same", activation="relu"),
        layers.Flatten(),
        layers.Dense(32),
    ]
)
decoder = Sequential(
    [
        layers.Input((32,)),
        layers.Dense(7 * 7 * 32, activation="relu"),
        layers.Reshape((7, 7, 32)),
        layers.Conv2DTranspose(16, 3, strides=2, padding="same", activation="relu"),
        layers.Conv2DTranspose(1, 3, strides=2, padding="same", activation="sigmoid"),
    ]
)
optimizer = tf.keras.optimizers.Adam(1e-3)


# %%
@tf.function
def train_step(batch):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(batch - decoder(encoder(batch, training=True), training=True)))
    variables = encoder.trainable_variables + decoder.trainable_variables
    gradients = tape.gradient(loss, variables)
    optimizer.apply_gradients(zip(gradients, variables))
    return loss


for epoch in range(7):
    start = time.time()
    losses = [train_step(batch) for batch in dataset]
    print(f"epoch {epoch + 1}: loss {np.mean(losses):.4f} ({time.time() - start:.1f} s)")

# %%
codes = encoder.predict(x_test, verbose=0)
reconstructed = decoder.predict(codes, verbose=0)
mse = np.mean((x_test - reconstructed) ** 2, axis=(1, 2, 3))
normal = y_test == 0

# %%
plt.hist(mse[normal], bins=60, density=True, alpha=0.6, label="T-shirt")
plt.hist(mse[~normal], bins=60, density=True, alpha=0.6, label="no T-shirt")
plt.legend()
plt.xlabel("MSE")
plt.show()

# %%
print("MSE normal:", mse[normal].mean())
print("ROC-AUC:", roc_auc_score(normal, -mse))
