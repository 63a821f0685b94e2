# %%
# Homework lesson 156, Sofie Lindqvist
import numpy as np
import tensorflow as tf
import matplotlib.pyplot as plt
from sklearn.metrics import roc_auc_score

K = tf.keras

# %%
(X_train_full, y_train_full), (X_test, y_test) = K.datasets.fashion_mnist.load_data()
X_train_full = X_train_full.astype(np.float32) / 255
X_test = X_test.astype(np.float32) / 255
X_valid = X_train_full[-5000:][y_train_full[-5000:] == 0]
X_train = X_train_full[:-5000][y_train_full[:-5000] == 0]
X_train.shape, X_valid.shape

# %%
conv_encoder = K.models.Sequential(
    [
        K.layers.Reshape([28, 28, 1], input_shape=[28, 28]),
        K.layers.Conv2D(16, kernel_size=3, padding="same", activation="selu", kernel_initializer="lecun_normal"),
        K.layers.MaxPool2D(pool_size=2),
        K.layers.Conv2D(32, kernel_size=3, padding="same", activation="selu", kernel_initializer="lecun_normal"),
        K.layers.MaxPool2D(pool_size=2),
        K.layers.Flatten(),
        K.layers.Dense(30),
    ]
)
conv_decoder = K.models.Sequential(
    [
        K.layers.Dense(3 * 3 * 32, activation="selu", input_shape=[30]),
        K.layers.Reshape([3, 3, 32]),
        K.layers.Conv2DTranspose(32, kernel_size=3, strides=2, padding="valid", activation="selu"),
        K.layers.Conv2DTranspose(16, kernel_size=3, strides=2, padding="same", activation="selu"),
        K.layers.Conv2DTranspose(1, kernel_size=3, strides=2, padding="same", activation="sigmoid"),
        K.layers.Reshape([28, 28]),
    ]
)
conv_ae = K.models.Sequential([conv_encoder, conv_decoder])
conv_ae.compile(loss="binary_crossentropy", optimizer="nadam", metrics=["mse"])
history = conv_ae.fit(X_train, X_train, epochs=5, validation_data=(X_valid, X_valid), verbose=2)

# %%
X_rec = conv_ae.predict(X_test, verbose=0)
mse = np.mean((X_test - X_rec) ** 2, axis=(1, 2))

# %%
is_tshirt = y_test == 0
for label, mask in {"T-shirt": is_tshirt, "everything else": ~is_tshirt}.items():
    plt.hist(mse[mask], bins=np.linspace(0, 0.1, 80), density=True, alpha=0.6, label=label)
plt.xlabel("MSE")
plt.legend()
plt.show()

# %%
print("ROC-AUC:", roc_auc_score(is_tshirt, -mse))
