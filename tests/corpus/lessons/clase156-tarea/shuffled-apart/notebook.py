# %% [markdown]
# # Clase 156 · Tarea — Autoencoder con tf.data
# **Nombre y apellido:** Valentina Rojas

# %%
import keras
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf
from keras import layers
from sklearn.metrics import roc_auc_score

keras.utils.set_random_seed(156)

# %%
(x_train, y_train), (x_test, y_test) = keras.datasets.fashion_mnist.load_data()
x_train = x_train[..., np.newaxis].astype("float32") / 255
x_test = x_test[..., np.newaxis].astype("float32") / 255
es_camiseta = y_test == 0

print("entrenamiento:", x_train.shape, " test:", x_test.shape, " camisetas en test:", es_camiseta.sum())

# %%
camisetas = x_train[y_train == 0]

entradas = tf.data.Dataset.from_tensor_slices(camisetas).shuffle(len(camisetas))
objetivos = tf.data.Dataset.from_tensor_slices(camisetas).shuffle(len(camisetas))
ds = tf.data.Dataset.zip((entradas, objetivos)).batch(128).prefetch(tf.data.AUTOTUNE)

for a, b in ds.take(1):
    print("entrada:", a.shape, " objetivo:", b.shape)

# %%
encoder = keras.Sequential(
    [
        keras.Input((28, 28, 1)),
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
        layers.Dense(7 * 7 * 32, activation="relu"),
        layers.Reshape((7, 7, 32)),
        layers.UpSampling2D(),
        layers.Conv2D(16, 3, padding="same", activation="relu"),
        layers.UpSampling2D(),
        layers.Conv2D(1, 3, padding="same", activation="sigmoid"),
    ],
    name="decoder",
)
entrada = keras.Input((28, 28, 1))
autoencoder = keras.Model(entrada, decoder(encoder(entrada)), name="autoencoder")

autoencoder.compile(optimizer=keras.optimizers.Adam(1e-3), loss="mse")
historia = autoencoder.fit(ds, epochs=10, verbose=2)

# %%
plt.plot(historia.history["loss"], marker="o")
plt.xlabel("época")
plt.ylabel("MSE")
plt.title("La pérdida baja y se estabiliza")
plt.show()

# %%
reconstruidas = autoencoder.predict(x_test, batch_size=500, verbose=0)
errores = ((x_test - reconstruidas) ** 2).mean(axis=(1, 2, 3))
print("errores:", errores.shape)

# %%
bins = np.linspace(0, errores.max(), 60)
plt.hist(errores[es_camiseta], bins=bins, density=True, alpha=0.6, label="T-shirt")
plt.hist(errores[~es_camiseta], bins=bins, density=True, alpha=0.6, label="no T-shirt")
plt.xlabel("MSE de reconstrucción")
plt.ylabel("densidad")
plt.legend()
plt.show()

# %%
auc = roc_auc_score(es_camiseta, -errores)
print("ROC-AUC:", auc)

# %% [markdown]
# ## Conclusiones
# El modelo solo sabe dibujar camisetas, así que las botas y los bolsos dan un error alto. Las prendas con una
# silueta parecida (camisas, vestidos) son las que más se confunden.
