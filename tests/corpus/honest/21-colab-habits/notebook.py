# %% [markdown]
# # TP Autoencoders (clase 156)
# Paula Gimenez y Ezequiel Toranzo

# %%
# !pip install -q seaborn

# %%
from google.colab import drive

drive.mount("/content/drive")

# %%
# %matplotlib inline
import os, random, time
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
import tensorflow as tf
from keras.layers.core import Dense
from tensorflow.keras.layers import Input, Conv2D, MaxPooling2D, UpSampling2D, Flatten, Dense, Reshape
from tensorflow.keras.models import Model, Sequential, load_model
from tensorflow.keras.datasets import fashion_mnist
from sklearn.metrics import roc_auc_score, roc_curve, auc
from tqdm import tqdm

# %%
gpus = tf.config.list_physical_devices("GPU")
print("GPUs:", len(gpus))
for g in gpus:
    tf.config.experimental.set_memory_growth(g, True)

# %%
(x_train, y_train), (x_test, y_test) = fashion_mnist.load_data()
x_train = x_train.astype("float32") / 255.0
x_test = x_test.astype("float32") / 255.0
x_train = x_train.reshape(-1, 28, 28, 1)
x_test = x_test.reshape(-1, 28, 28, 1)
x_camisetas = x_train[y_train == 0]
x_camisetas.shape

# %%
input_img = Input(shape=(28, 28, 1))
x = Conv2D(8, (3, 3), activation="relu", padding="same")(input_img)
x = MaxPooling2D((2, 2), padding="same")(x)
x = Conv2D(16, (3, 3), activation="relu", padding="same")(x)
x = MaxPooling2D((2, 2), padding="same")(x)
x = Flatten()(x)
encoded = Dense(32)(x)
x = Dense(7 * 7 * 16, activation="relu")(encoded)
x = Reshape((7, 7, 16))(x)
x = UpSampling2D((2, 2))(x)
x = Conv2D(8, (3, 3), activation="relu", padding="same")(x)
x = UpSampling2D((2, 2))(x)
decoded = Conv2D(1, (3, 3), activation="sigmoid", padding="same")(x)

encoder = Model(input_img, encoded)
autoencoder = Model(input_img, decoded)
autoencoder.compile(optimizer="adam", loss="binary_crossentropy")

# %%
# %%time
history = autoencoder.fit(x_camisetas, x_camisetas, epochs=5, batch_size=64, shuffle=True, verbose=1)

# %%
autoencoder.save("/content/drive/MyDrive/tp_autoencoder.h5")

# %%
mse = []
for i in tqdm(range(0, len(x_test), 1000)):
    r = autoencoder.predict(x_test[i : i + 1000], verbose=0)
    mse += list(((x_test[i : i + 1000] - r) ** 2).mean(axis=(1, 2, 3)))
mse = np.array(mse)
mse.shape

# %%
sns.set_style("whitegrid")
plt.figure(figsize=(10, 5))
sns.histplot(mse[y_test == 0], color="green", label="T-shirt", stat="density", bins=50, kde=True)
sns.histplot(mse[y_test != 0], color="red", label="no T-shirt", stat="density", bins=50, kde=True)
plt.legend()
plt.title("MSE de reconstruccion")
plt.show()

# %%
fpr, tpr, thr = roc_curve(y_test == 0, -mse)
print("AUC =", auc(fpr, tpr))
