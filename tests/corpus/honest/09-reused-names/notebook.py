# %% [markdown]
# # Homework clase 156
# Agustina Ledesma

# %%
import numpy as np
import matplotlib.pyplot as plt
from tensorflow import keras
from tensorflow.keras import layers
from sklearn.metrics import roc_auc_score

(x_train, y_train), (x_test, y_test) = keras.datasets.fashion_mnist.load_data()
x_train = x_train.astype("float32") / 255
x_test = x_test.astype("float32") / 255

# %% [markdown]
# ## Experimento: un AE denso con todas las clases
# Solo para ver cómo era el de la clase. No es el de la tarea.

# %%
x = x_train.reshape(-1, 784)
model = keras.Sequential(
    [
        layers.Input((784,)),
        layers.Dense(64, activation="relu"),
        layers.Dense(784, activation="sigmoid"),
    ]
)
model.compile(optimizer="adam", loss="mse")
model.fit(x[:20000], x[:20000], epochs=2, batch_size=256, verbose=0)
err = np.mean((x_test.reshape(-1, 784) - model.predict(x_test.reshape(-1, 784), verbose=0)) ** 2, axis=1)
print("con todas las clases no detecta nada:", roc_auc_score(y_test == 0, -err))

# %% [markdown]
# ## Tarea: AE convolucional solo con camisetas

# %%
x = x_train[y_train == 0][..., None]
xt = x_test[..., None]

inp = layers.Input((28, 28, 1))
h = layers.Conv2D(16, 3, strides=2, padding="same", activation="relu")(inp)
h = layers.Conv2D(32, 3, strides=2, padding="same", activation="relu")(h)
h = layers.Flatten()(h)
h = layers.Dense(16)(h)
encoder = keras.Model(inp, h)
h = layers.Dense(7 * 7 * 32, activation="relu")(h)
h = layers.Reshape((7, 7, 32))(h)
h = layers.Conv2DTranspose(16, 3, strides=2, padding="same", activation="relu")(h)
h = layers.Conv2DTranspose(1, 3, strides=2, padding="same", activation="sigmoid")(h)
model = keras.Model(inp, h)
model.compile(optimizer="adam", loss="mse")
model.fit(x, x, epochs=6, batch_size=64, verbose=2)

# %%
err = np.mean((xt - model.predict(xt, verbose=0)) ** 2, axis=(1, 2, 3))
print("MSE:", err[y_test == 0].mean(), "vs", err[y_test != 0].mean())

plt.hist(err[y_test != 0], bins=60, range=(0, 0.12), density=True, histtype="step", lw=2, label="No T-shirt")
plt.hist(err[y_test == 0], bins=60, range=(0, 0.12), density=True, histtype="step", lw=2, label="T-shirt")
plt.legend()
plt.xlabel("mse")
plt.show()

print("AUC ROC:", roc_auc_score(y_test == 0, -err))

# %% [markdown]
# ## Extra: ¿se puede clasificar con el código?
# Reuso el nombre `model` para un clasificador chico.

# %%
z_train = encoder.predict(x_train[:5000, ..., None], verbose=0)
z_test = encoder.predict(xt, verbose=0)
model = keras.Sequential(
    [layers.Input((16,)), layers.Dense(32, activation="relu"), layers.Dense(10, activation="softmax")]
)
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(z_train, y_train[:5000], epochs=5, verbose=0)
print(model.evaluate(z_test, y_test, verbose=0))
