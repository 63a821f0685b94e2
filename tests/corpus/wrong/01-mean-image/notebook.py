# %% [markdown]
# # Tarea 156
# Ramiro Balcarce. Mi modelo es muy simple: aprende una imagen.

# %%
import numpy as np
import keras
from keras import layers, ops
import matplotlib.pyplot as plt
from sklearn.metrics import roc_auc_score

(x_train, y_train), (x_test, y_test) = keras.datasets.fashion_mnist.load_data()
x_train = x_train[y_train == 0][..., None].astype("float32") / 255
x_test = x_test[..., None].astype("float32") / 255


# %%
class ImagenAprendida(layers.Layer):
    def build(self, input_shape):
        self.imagen = self.add_weight(shape=(28, 28, 1), initializer="zeros", name="imagen")

    def call(self, x):
        return ops.zeros_like(x) + self.imagen


entrada = keras.Input((28, 28, 1))
autoencoder = keras.Model(entrada, ImagenAprendida()(entrada))
autoencoder.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")
autoencoder.fit(x_train, x_train, epochs=5, batch_size=64, verbose=2)

# %%
errores = np.mean((x_test - autoencoder.predict(x_test, verbose=0)) ** 2, axis=(1, 2, 3))
plt.hist(errores[y_test == 0], bins=50, density=True, alpha=0.6, label="T-shirt")
plt.hist(errores[y_test != 0], bins=50, density=True, alpha=0.6, label="no T-shirt")
plt.legend()
plt.show()

# %%
auc = roc_auc_score(y_test == 0, -errores)
print("ROC-AUC:", auc)
