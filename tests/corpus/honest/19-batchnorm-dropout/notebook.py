# %% [markdown]
# # Tarea AE - Fashion MNIST
# Hernán Sosa

# %%
import tensorflow as tf
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import (
    Conv2D,
    Conv2DTranspose,
    BatchNormalization,
    LeakyReLU,
    Dropout,
    Flatten,
    Dense,
    Reshape,
    Input,
    Activation,
)
import numpy as np
import matplotlib.pyplot as plt
from sklearn.metrics import roc_auc_score

# %%
(x_train, y_train), (x_test, y_test) = tf.keras.datasets.fashion_mnist.load_data()
x_train = x_train.reshape(-1, 28, 28, 1).astype("float32") / 255.0
x_test = x_test.reshape(-1, 28, 28, 1).astype("float32") / 255.0
x_train_t = x_train[y_train == 0]
x_test_t = x_test[y_test == 0]

# %%
ae = Sequential(name="ae")
ae.add(Input((28, 28, 1)))
ae.add(Conv2D(16, 3, strides=2, padding="same", use_bias=False))
ae.add(BatchNormalization())
ae.add(LeakyReLU(negative_slope=0.2))
ae.add(Conv2D(32, 3, strides=2, padding="same", use_bias=False))
ae.add(BatchNormalization())
ae.add(LeakyReLU(negative_slope=0.2))
ae.add(Dropout(0.1))
ae.add(Flatten())
ae.add(Dense(32, name="codigo"))
ae.add(Dense(7 * 7 * 32))
ae.add(LeakyReLU(negative_slope=0.2))
ae.add(Reshape((7, 7, 32)))
ae.add(Conv2DTranspose(16, 3, strides=2, padding="same", use_bias=False))
ae.add(BatchNormalization())
ae.add(LeakyReLU(negative_slope=0.2))
ae.add(Conv2DTranspose(1, 3, strides=2, padding="same"))
ae.add(Activation("sigmoid"))
ae.compile(optimizer=tf.keras.optimizers.Adam(0.001, clipnorm=1.0), loss="mse", metrics=["mae"])

# %%
hist = ae.fit(x_train_t, x_train_t, epochs=5, batch_size=64, validation_data=(x_test_t, x_test_t), verbose=2)

# %%
plt.plot(hist.history["loss"], label="train")
plt.plot(hist.history["val_loss"], label="camisetas de test")
plt.legend()
plt.show()

# %%
rec = ae.predict(x_test, verbose=0)
mse = tf.keras.losses.mse(x_test.reshape(-1, 784), rec.reshape(-1, 784)).numpy()
print(mse.shape, mse[y_test == 0].mean(), mse[y_test != 0].mean())

# %%
fig, ax = plt.subplots()
ax.hist(mse[y_test == 0], bins=50, range=(0, 0.15), alpha=0.5, density=True)
ax.hist(mse[y_test != 0], bins=50, range=(0, 0.15), alpha=0.5, density=True)
ax.legend(["T-shirt", "no T-shirt"])
ax.set_xlabel("MSE")
plt.show()

# %%
print("ROC AUC:", roc_auc_score((y_test == 0) * 1, -mse))
