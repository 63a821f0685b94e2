# %% [markdown]
# # Tarea clase 156 - Detección de anomalías con un autoencoder
# Bruno Zapata

# %%
import numpy as np
import matplotlib.pyplot as plt
from tensorflow.keras.datasets import fashion_mnist
from tensorflow.keras.layers import Input, Conv2D, Conv2DTranspose, Flatten, Dense, Reshape
from tensorflow.keras.models import Model
from sklearn.metrics import roc_auc_score

# %%
(x_train, y_train), (x_test, y_test) = fashion_mnist.load_data()
x_train = x_train.astype("float32") / 255.0
x_test = x_test.astype("float32") / 255.0
x_train = np.reshape(x_train, (len(x_train), 28, 28, 1))
x_test = np.reshape(x_test, (len(x_test), 28, 28, 1))

x_train_0 = x_train[y_train == 0]
print(x_train_0.shape)

# %% [markdown]
# ## 1. Autoencoder convolucional

# %%
input_img = Input(shape=(28, 28, 1))
x = Conv2D(16, (3, 3), strides=2, activation="relu", padding="same")(input_img)
x = Conv2D(32, (3, 3), strides=2, activation="relu", padding="same")(x)
x = Flatten()(x)
encoded = Dense(32)(x)
x = Dense(7 * 7 * 32, activation="relu")(encoded)
x = Reshape((7, 7, 32))(x)
x = Conv2DTranspose(16, (3, 3), strides=2, activation="relu", padding="same")(x)
decoded = Conv2DTranspose(1, (3, 3), strides=2, activation="sigmoid", padding="same")(x)

autoencoder = Model(input_img, decoded)
autoencoder.compile(optimizer="adam", loss="mse")
autoencoder.summary()

# %%
history = autoencoder.fit(x_train_0, x_train_0, epochs=6, batch_size=64, shuffle=True)

# %% [markdown]
# ## 2. MSE de test

# %%
decoded_imgs = autoencoder.predict(x_test)
mse = np.mean(np.power(x_test - decoded_imgs, 2), axis=(1, 2, 3))
print("MSE T-shirt   :", mse[y_test == 0].mean())
print("MSE no T-shirt:", mse[y_test != 0].mean())

# %% [markdown]
# ## 3. Histograma

# %%
plt.figure(figsize=(9, 5))
plt.hist(mse[y_test == 0], bins=50, alpha=0.6, density=True, label="T-shirt")
plt.hist(mse[y_test != 0], bins=50, alpha=0.6, density=True, label="no T-shirt")
plt.xlabel("MSE")
plt.ylabel("Densidad")
plt.legend()
plt.show()

# %% [markdown]
# ## 4. ROC-AUC

# %%
print("ROC-AUC:", roc_auc_score(y_test == 0, -mse))
