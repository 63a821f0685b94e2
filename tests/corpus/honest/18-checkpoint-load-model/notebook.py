# %% [markdown]
# # Homework 156, Dana Kowalczyk
# Early stopping on a validation part of the T-shirts; the best model is saved and loaded again before the evaluation.

# %%
import keras
from keras import layers
from keras.callbacks import EarlyStopping, ModelCheckpoint, ReduceLROnPlateau
import numpy as np
import matplotlib.pyplot as plt
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

keras.utils.set_random_seed(42)

# %%
(x_train, y_train), (x_test, y_test) = keras.datasets.fashion_mnist.load_data()
x_train = x_train[y_train == 0].astype("float32")[..., None] / 255
x_test = x_test.astype("float32")[..., None] / 255
x_tr, x_val = train_test_split(x_train, test_size=0.15, random_state=42)
print(x_tr.shape, x_val.shape)


# %%
def build(latent=32):
    inputs = keras.Input((28, 28, 1))
    x = inputs
    for filters in (16, 32):
        x = layers.Conv2D(filters, 3, strides=2, padding="same", activation="relu")(x)
    x = layers.Flatten()(x)
    x = layers.Dense(latent, name="latent")(x)
    x = layers.Dense(7 * 7 * 32, activation="relu")(x)
    x = layers.Reshape((7, 7, 32))(x)
    for filters in (16, 8):
        x = layers.Conv2DTranspose(filters, 3, strides=2, padding="same", activation="relu")(x)
    outputs = layers.Conv2D(1, 3, padding="same", activation="sigmoid")(x)
    return keras.Model(inputs, outputs, name="conv_ae")


autoencoder = build()
autoencoder.compile(optimizer="adam", loss="mse")
callbacks = [
    EarlyStopping(monitor="val_loss", patience=2, restore_best_weights=True),
    ReduceLROnPlateau(patience=1),
    ModelCheckpoint("best.keras", monitor="val_loss", save_best_only=True),
]
history = autoencoder.fit(
    x_tr, x_tr, epochs=6, batch_size=64, validation_data=(x_val, x_val), callbacks=callbacks, verbose=2
)

# %%
autoencoder = keras.models.load_model("best.keras")
print("validation:", autoencoder.evaluate(x_val, x_val, verbose=0))

# %%
mse = np.mean((x_test - autoencoder.predict(x_test, verbose=0)) ** 2, axis=(1, 2, 3))
plt.figure()
plt.hist(mse[y_test == 0], bins=60, alpha=0.6, label="T-shirt")
plt.hist(mse[y_test != 0], bins=60, alpha=0.6, label="not T-shirt")
plt.yscale("log")
plt.xlabel("MSE")
plt.legend()
plt.show()

# %%
print("Test ROC-AUC:", round(float(roc_auc_score(y_test == 0, -mse)), 3))
