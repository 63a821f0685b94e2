# %% [markdown]
# Tarea 156 — Nahuel Iturbe
#
# Entrada plana de 784 como en la clase; adentro la vuelvo imagen con Reshape.

# %%
import numpy as np
import matplotlib.pyplot as plt
from keras.datasets import fashion_mnist
from keras.layers import *
from keras.models import Model, Sequential
from sklearn.metrics import roc_auc_score
from sklearn.preprocessing import MinMaxScaler

# %%
(x_train, y_train), (x_test, y_test) = fashion_mnist.load_data()
x_train = x_train.reshape((len(x_train), np.prod(x_train.shape[1:])))
x_test = x_test.reshape((len(x_test), np.prod(x_test.shape[1:])))
x_train = x_train.astype("float32") / 255.0
x_test = x_test.astype("float32") / 255.0
print(x_train.shape, x_test.shape)

# %%
ropa_normal = x_train[y_train == 0]

# %%
encoder = Sequential(
    [
        Input(shape=(784,)),
        Reshape((28, 28, 1)),
        Conv2D(16, 3, activation="relu", padding="same", strides=2),
        Conv2D(16, 3, activation="relu", padding="same", strides=2),
        Flatten(),
        Dense(32),
    ],
    name="encoder",
)

decoder = Sequential(
    [
        Input(shape=(32,)),
        Dense(7 * 7 * 16, activation="relu"),
        Reshape((7, 7, 16)),
        UpSampling2D((2, 2)),
        Conv2D(16, 3, activation="relu", padding="same"),
        UpSampling2D((2, 2)),
        Conv2D(1, 3, activation="sigmoid", padding="same"),
        Reshape((784,)),
    ],
    name="decoder",
)

autoencoder_input = Input(shape=(784,))
encoded = encoder(autoencoder_input)
decoded = decoder(encoded)
autoencoder = Model(autoencoder_input, decoded, name="autoencoder")
autoencoder.compile(optimizer="adam", loss="mse")

historia = autoencoder.fit(ropa_normal, ropa_normal, epochs=5, batch_size=64, shuffle=True, verbose=2)


# %%
def errores_de(modelo, datos):
    rec = modelo.predict(datos, verbose=0)
    return np.mean(np.square(datos - rec), axis=1)


errores = errores_de(autoencoder, x_test)

# %%
plt.figure(figsize=(10, 5))
plt.hist(errores[y_test == 0], bins=100, alpha=0.5, label="T-shirt", color="blue", density=True)
plt.hist(errores[y_test != 0], bins=100, alpha=0.5, label="no T-shirt", color="red", density=True)
plt.axvline(errores[y_test == 0].mean(), color="blue", ls="--")
plt.axvline(errores[y_test != 0].mean(), color="red", ls="--")
plt.xlabel("MSE")
plt.ylabel("densidad")
plt.legend()
plt.grid()
plt.show()

# %%
y_true = np.where(y_test == 0, 1, 0)
auc = roc_auc_score(y_true, -errores)
print("AUC del detector: %.2f %%" % (100 * auc))
