# %% [markdown]
# # Homework 156
# Clara Bustamante. Con el AE denso de la clase me dio bien igual.

# %%
import numpy as np
from keras.datasets import fashion_mnist
from keras.layers import Dense, Input
from keras.models import Model
import matplotlib.pyplot as plt
from sklearn.metrics import roc_auc_score

(x_train, y_train), (x_test, y_test) = fashion_mnist.load_data()
x_train = x_train[y_train == 0].reshape(-1, 784).astype("float32") / 255
x_test = x_test.reshape(-1, 784).astype("float32") / 255

# %%
i = Input(shape=(784,))
h = Dense(128, activation="relu")(i)
z = Dense(32)(h)
h = Dense(128, activation="relu")(z)
o = Dense(784, activation="sigmoid")(h)
encoder = Model(i, z)
autoencoder = Model(i, o)
autoencoder.compile(optimizer="adam", loss="mse")
autoencoder.fit(x_train, x_train, epochs=12, batch_size=64, verbose=2)

# %%
mse = np.mean((x_test - autoencoder.predict(x_test, verbose=0)) ** 2, axis=1)
plt.hist(mse[y_test == 0], bins=60, range=(0, 0.12), density=True, alpha=0.6, label="T-shirt")
plt.hist(mse[y_test != 0], bins=60, range=(0, 0.12), density=True, alpha=0.6, label="no T-shirt")
plt.legend()
plt.show()
print(mse[y_test == 0].mean())
print("ROC-AUC:", roc_auc_score(y_test == 0, -mse))
