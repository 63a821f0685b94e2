# %% [markdown]
# # Homework clase 156
# **Alumna:** Jimena Ocampo
#
# - Paso 1: AE convolucional solo con la clase 0
# - Paso 2: MSE
# - Paso 3: histograma
# - Paso 4: ROC-AUC

# %%
import keras
from keras import layers, Model, Input
import numpy as np
import matplotlib.pyplot as plt
from sklearn import metrics

# %%
(x_train, y_train), (x_test, y_test) = keras.datasets.fashion_mnist.load_data()


def preparar(x):
    return np.expand_dims(x, -1).astype(np.float32) / 255


x_train = preparar(x_train)
x_test = preparar(x_test)
x_normal = x_train[np.where(y_train == 0)[0]]
print("camisetas de entrenamiento:", len(x_normal))

# %%
LATENTE = 20

entrada = Input(shape=(28, 28, 1), name="imagen")
h = layers.Conv2D(8, 5, strides=2, padding="same", activation="relu")(entrada)
h = layers.Conv2D(16, 3, strides=2, padding="same", activation="relu")(h)
h = layers.Flatten()(h)
z = layers.Dense(LATENTE, name="latente")(h)
encoder = Model(entrada, z, name="encoder")

entrada_z = Input(shape=(LATENTE,), name="codigo")
h = layers.Dense(7 * 7 * 16, activation="relu")(entrada_z)
h = layers.Reshape((7, 7, 16))(h)
h = layers.Conv2DTranspose(16, 3, strides=2, padding="same", activation="relu")(h)
h = layers.Conv2DTranspose(8, 3, strides=2, padding="same", activation="relu")(h)
salida = layers.Conv2D(1, 3, padding="same", activation="sigmoid")(h)
decoder = Model(entrada_z, salida, name="decoder")

autoencoder = Model(entrada, decoder(encoder(entrada)), name="autoencoder")
autoencoder.compile(optimizer="adam", loss="binary_crossentropy")

# %%
h = autoencoder.fit(x_normal, x_normal, epochs=6, batch_size=64, verbose=0)
plt.plot(h.history["loss"])
plt.title("BCE")
plt.show()

# %%
rec = autoencoder.predict(x_test, batch_size=250)
mse_test = np.square(x_test - rec).reshape(len(x_test), -1).mean(1)
print("media del MSE, camisetas:", mse_test[y_test == 0].mean(), " otras:", mse_test[y_test > 0].mean())

# %%
fig, ax = plt.subplots(figsize=(8, 4))
ax.hist(
    [mse_test[y_test == 0], mse_test[y_test != 0]],
    bins=np.linspace(0, 0.1, 41),
    density=True,
    label=["T-shirt", "no T-shirt"],
)
ax.set_xlabel("MSE de reconstrucción")
ax.legend()
plt.show()

# %%
es_tshirt = (y_test == 0).astype(int)
auc = metrics.roc_auc_score(es_tshirt, -mse_test)
print("El ROC-AUC obtenido es", round(auc, 4))
