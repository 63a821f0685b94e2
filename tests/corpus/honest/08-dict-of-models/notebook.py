# %% [markdown]
# # Tarea 156: ¿cuántas dimensiones latentes?
# Ignacio Peralta
#
# Comparo dos tamaños de código y me quedo con el que mejor reconstruye camisetas de validación.

# %%
import numpy as np, matplotlib.pyplot as plt, keras
from keras import layers as L
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

# %%
(X, Y), (XT, YT) = keras.datasets.fashion_mnist.load_data()
X = X.reshape(-1, 28, 28, 1) / 255.0
XT = XT.reshape(-1, 28, 28, 1) / 255.0
X0, X0_val = train_test_split(X[Y == 0], test_size=0.1, random_state=1)


# %%
def crear(latente):
    i = L.Input((28, 28, 1))
    h = L.Conv2D(8, 3, padding="same", activation="relu")(i)
    h = L.MaxPooling2D()(h)
    h = L.Conv2D(16, 3, padding="same", activation="relu")(h)
    h = L.MaxPooling2D()(h)
    z = L.Dense(latente)(L.Flatten()(h))
    h = L.Reshape((7, 7, 16))(L.Dense(784, activation="relu")(z))
    h = L.Conv2DTranspose(8, 3, strides=2, padding="same", activation="relu")(h)
    o = L.Conv2DTranspose(1, 3, strides=2, padding="same", activation="sigmoid")(h)
    m = keras.Model(i, o)
    m.compile(keras.optimizers.Adam(0.002), "mse")
    return m


modelos = {}
for d in (8, 32):
    m = crear(d)
    m.fit(X0, X0, epochs=5, batch_size=64, validation_data=(X0_val, X0_val), verbose=0)
    modelos[d] = {"modelo": m, "val": m.evaluate(X0_val, X0_val, verbose=0)}
    print("latente", d, "MSE de validación", modelos[d]["val"])

# %%
elegido = min(modelos, key=lambda d: modelos[d]["val"])
print("me quedo con", elegido)
P = modelos[elegido]["modelo"].predict(XT, verbose=0)
E = np.mean((XT - P) ** 2, axis=(1, 2, 3))
print("MSE en test:", E[YT == 0].mean(), E[YT != 0].mean())

# %%
fig, (a, b) = plt.subplots(2, 1, sharex=True, figsize=(7, 6))
a.hist(E[YT == 0], bins=np.linspace(0, 0.12, 60), color="steelblue")
a.set_title("T-shirt")
b.hist(E[YT != 0], bins=np.linspace(0, 0.12, 60), color="indianred")
b.set_title("no T-shirt")
b.set_xlabel("MSE")
plt.tight_layout()
plt.show()

# %%
print("ROC-AUC =", roc_auc_score(YT == 0, -E))
