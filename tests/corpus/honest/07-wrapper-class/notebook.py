# %% [markdown]
# # Homework 156 · Kenji Watanabe-Soler
# Everything is in one class with a scikit-learn style interface.

# %%
import keras
import numpy as np
import matplotlib.pyplot as plt
from keras.layers import Conv2D, Conv2DTranspose, Dense, Flatten, Input, Reshape
from sklearn.metrics import roc_auc_score


# %%
class TShirtDetector:
    def __init__(self, latent=32, epochs=6, batch_size=64):
        self.latent, self.epochs, self.batch_size = latent, epochs, batch_size
        self._net = self._build()

    def _build(self):
        net = keras.Sequential()
        net.add(Input((28, 28, 1)))
        net.add(Conv2D(16, 3, 2, padding="same", activation="gelu"))
        net.add(Conv2D(16, 3, 2, padding="same", activation="gelu"))
        net.add(Flatten())
        net.add(Dense(self.latent, name="bottleneck"))
        net.add(Dense(7 * 7 * 16, activation="gelu"))
        net.add(Reshape((7, 7, 16)))
        net.add(Conv2DTranspose(16, 3, 2, padding="same", activation="gelu"))
        net.add(Conv2DTranspose(1, 3, 2, padding="same", activation="sigmoid"))
        net.compile(optimizer="adam", loss="mean_squared_error")
        return net

    @staticmethod
    def _prepare(images):
        return images.reshape(-1, 28, 28, 1).astype("float32") / 255

    def fit(self, images, labels):
        x = self._prepare(images[labels == 0])
        self.history_ = self._net.fit(x, x, epochs=self.epochs, batch_size=self.batch_size, verbose=2).history
        return self

    def errors(self, images):
        x = self._prepare(images)
        return np.mean((x - self._net.predict(x, verbose=0)) ** 2, axis=(1, 2, 3))

    def score_samples(self, images):
        return -self.errors(images)


# %%
def main():
    (x_train, y_train), (x_test, y_test) = keras.datasets.fashion_mnist.load_data()
    detector = TShirtDetector().fit(x_train, y_train)
    return detector, x_test, y_test == 0


detector, x_test, is_tshirt = main()

# %%
mse = detector.errors(x_test)
edges = np.arange(0, 0.1201, 0.002)
width = 0.002
for mask, name, color in [(is_tshirt, "T-shirt", "C0"), (~is_tshirt, "not T-shirt", "C1")]:
    counts = np.histogram(mse[mask], edges)[0]
    plt.bar(edges[:-1], counts / counts.sum(), width=width, align="edge", alpha=0.55, color=color, label=name)
plt.xlabel("reconstruction MSE")
plt.ylabel("fraction of images")
plt.legend()
plt.show()

# %%
print("mean MSE  T-shirt %.4f   other %.4f" % (mse[is_tshirt].mean(), mse[~is_tshirt].mean()))
print("ROC AUC  %.4f" % roc_auc_score(is_tshirt, detector.score_samples(x_test)))
