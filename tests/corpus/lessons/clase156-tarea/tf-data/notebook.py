# %% [markdown]
# # Tarea 156 — AE convolucional como detector (T-shirt / no T-shirt)
# **Nombre y apellido:** Noa Beltrán

# %%
import keras
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf
from keras import layers as L
from sklearn.metrics import roc_auc_score

keras.utils.set_random_seed(156)

# %%
(x_train, y_train), (x_test, y_test) = keras.datasets.fashion_mnist.load_data()
x_train = x_train[..., np.newaxis].astype("float32") / 255
x_test = x_test[..., np.newaxis].astype("float32") / 255
es_camiseta = y_test == 0

print("entrenamiento:", x_train.shape, " test:", x_test.shape, " camisetas en test:", es_camiseta.sum())

# %% [markdown]
# Pipelines `tf.data`. El modelo recibe y devuelve imágenes (28, 28); el canal lo pone un `Reshape` por dentro.

# %%
camisetas = x_train[y_train == 0].squeeze(-1)
test = x_test.squeeze(-1)

ds_train = (
    tf.data.Dataset.from_tensor_slices(camisetas)
    .cache()
    .shuffle(len(camisetas), seed=156)
    .batch(100)
    .map(lambda lote: (lote, lote), num_parallel_calls=tf.data.AUTOTUNE)
    .prefetch(tf.data.AUTOTUNE)
)
ds_test = tf.data.Dataset.from_tensor_slices(test).batch(500).prefetch(tf.data.AUTOTUNE)
print(camisetas.shape, ds_train.element_spec)

# %%
kw = dict(padding="same", activation="elu")
encoder = keras.Sequential(
    [keras.Input((28, 28)), L.Reshape((28, 28, 1)), L.Conv2D(16, 3, **kw), L.MaxPooling2D(), L.Conv2D(32, 3, **kw),
     L.MaxPooling2D(), L.Flatten(), L.Dense(24)], name="encoder")
decoder = keras.Sequential(
    [keras.Input((24,)), L.Dense(7 * 7 * 32, activation="elu"), L.Reshape((7, 7, 32)), L.UpSampling2D(),
     L.Conv2D(16, 3, **kw), L.UpSampling2D(), L.Conv2D(1, 3, padding="same", activation="sigmoid"),
     L.Reshape((28, 28))], name="decoder")
autoencoder = keras.Sequential([keras.Input((28, 28)), encoder, decoder], name="autoencoder")
autoencoder.summary()

# %%
autoencoder.compile("adam", "binary_crossentropy", metrics=["mse"])
h = autoencoder.fit(ds_train, epochs=12, verbose=2).history
print(f"MSE final en entrenamiento {h['mse'][-1]:.4f} (camiseta promedio: 0.052)")

# %% [markdown]
# ## Errores de test
# El que pide la consigna es el MSE. Agrego MAE y 1 − SSIM solo para comparar.

# %%
rec = autoencoder.predict(ds_test, verbose=0)
errores = ((test - rec) ** 2).mean(axis=(1, 2))
mae = np.abs(test - rec).mean(axis=(1, 2))
ssim = np.concatenate([
    tf.image.ssim(test[i:i + 1000, ..., None], rec[i:i + 1000, ..., None], max_val=1.0, filter_size=7).numpy()
    for i in range(0, len(test), 1000)
])
puntajes = {"MSE": errores, "MAE": mae, "1 − SSIM": 1 - ssim}
print({k: v.shape for k, v in puntajes.items()})

# %% [markdown]
# ## Histograma (MSE, el de la consigna; a la derecha los otros dos)

# %%
fig, axs = plt.subplots(1, 3, figsize=(16, 4), width_ratios=[2, 1, 1])
for ax, (nombre, v) in zip(axs, puntajes.items()):
    bins = np.linspace(v.min(), v.max(), 60)
    for m, rotulo, color in ((es_camiseta, "T-shirt", "tab:blue"), (~es_camiseta, "no T-shirt", "tab:red")):
        ax.hist(v[m], bins, density=True, alpha=0.5, color=color, label=rotulo)
        ax.hist(v[m], bins, density=True, histtype="step", color=color)
    ax.set(xlabel=f"{nombre} por imagen", ylabel="densidad", title=nombre)
    ax.legend()
fig.tight_layout()
plt.show()

# %% [markdown]
# ## ROC-AUC de «es T-shirt»

# %%
auc = roc_auc_score(es_camiseta, -errores)
print("ROC-AUC:", auc)
for k in ("MAE", "1 − SSIM"):
    print(f"   (con {k} en lugar de MSE: {roc_auc_score(es_camiseta, -puntajes[k]):.4f})")

# %%
# las no-camisetas mejor reconstruidas: los falsos «es T-shirt» más convincentes
peores = np.flatnonzero(~es_camiseta)[np.argsort(errores[~es_camiseta])[:12]]
fig, axs = plt.subplots(2, 12, figsize=(14, 2.8))
for col, i in zip(axs.T, peores):
    for ax, img in zip(col, (test[i], rec[i])):
        ax.imshow(img, cmap="gray_r", vmin=0, vmax=1)
        ax.axis("off")
    col[0].set_title(f"c{y_test[i]} {errores[i]:.3f}", fontsize=8)
plt.show()

medianas = sorted((float(np.median(errores[y_test == c])), c) for c in range(10))
print("mediana del MSE por clase, de menor a mayor:", [(c, round(m, 4)) for m, c in medianas])

# %% [markdown]
# ## Conclusiones
# Las clases con la mediana más baja y las imágenes de la figura son las que se confunden con camisetas: la forma del
# cuerpo es parecida (camisas), o la imagen es lisa o casi vacía y no da lugar a un error grande. El resultado que
# entrego es el AUC con MSE; los otros puntajes son informativos.
