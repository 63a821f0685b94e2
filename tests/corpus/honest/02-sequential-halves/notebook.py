# %% [markdown]
# # Lesson 156 homework
# Priya Raman
#
# Encoder and decoder are two Sequential models, joined with the functional API.

# %%
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers
import numpy as np
import pandas as pd
import seaborn as sns
import matplotlib.pyplot as plt
from sklearn.metrics import roc_auc_score, roc_curve

tf.random.set_seed(7)
np.random.seed(7)

# %%
(X_train, y_train), (X_test, y_test) = keras.datasets.fashion_mnist.load_data()
X_train, X_test = X_train[..., None] / 255.0, X_test[..., None] / 255.0
normal = X_train[y_train == 0]

# %%
encoder = keras.Sequential(
    [
        layers.Input((28, 28, 1)),
        layers.Conv2D(8, 3, strides=2, padding="same", activation="elu"),
        layers.Conv2D(16, 3, strides=2, padding="same", activation="elu"),
        layers.Flatten(),
        layers.Dense(32),
    ]
)
decoder = keras.Sequential(
    [
        layers.Input((32,)),
        layers.Dense(7 * 7 * 16, activation="elu"),
        layers.Reshape((7, 7, 16)),
        layers.UpSampling2D(2),
        layers.Conv2D(8, 3, padding="same", activation="elu"),
        layers.UpSampling2D(2),
        layers.Conv2D(1, 3, padding="same", activation="sigmoid"),
    ]
)
inputs = keras.Input((28, 28, 1))
autoencoder = keras.Model(inputs, decoder(encoder(inputs)))
autoencoder.compile(loss="mse", optimizer=keras.optimizers.Nadam(2e-3))
autoencoder.fit(normal, normal, epochs=6, batch_size=64, verbose=2)

# %%
X_rec = autoencoder.predict(X_test, verbose=0)
mse = ((X_test - X_rec) ** 2).mean(axis=(1, 2, 3))

# %%
df = pd.DataFrame({"mse": mse, "class": np.where(y_test == 0, "T-shirt", "not T-shirt")})
df.groupby("class").mse.describe()

# %%
plt.figure(figsize=(8, 4))
sns.histplot(data=df, x="mse", hue="class", bins=60, stat="density", common_norm=False, element="step")
plt.title("Reconstruction error")
plt.show()

# %%
auc = roc_auc_score((y_test == 0).astype(int), -mse)
fpr, tpr, _ = roc_curve(y_test == 0, -mse)
plt.plot(fpr, tpr, label=f"AUC = {auc:.3f}")
plt.plot([0, 1], [0, 1], "k--")
plt.legend()
plt.show()
print(f"ROC-AUC = {auc:.4f}")
