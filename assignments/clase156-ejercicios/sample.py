# ---
# jupyter:
#   grader:
#     assignment: clase156-ejercicios
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Práctica de autoencoders (clase 156)
#
# **Nombre y apellido:** Tomás Arizmendi
#
# Hice los cinco ejercicios partiendo del código de la unidad 5. No están en orden: empecé por el de dos dimensiones, que
# es el que más tarda en entrenar.

# %%
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf
from sklearn.manifold import TSNE
from sklearn.metrics import roc_auc_score
from sklearn.neighbors import KNeighborsClassifier
from tensorflow.keras import Model, Sequential, regularizers
from tensorflow.keras.datasets import fashion_mnist, mnist
from tensorflow.keras.layers import Dense, Input

tf.keras.utils.set_random_seed(42)

# %%
# Cargar datos
(x_train, y_train), (x_test, y_test) = mnist.load_data()

# Preprocesar
x_train = x_train.astype("float32") / 255.0
x_test = x_test.astype("float32") / 255.0
x_train = x_train.reshape((len(x_train), np.prod(x_train.shape[1:])))
x_test = x_test.reshape((len(x_test), np.prod(x_test.shape[1:])))

print(f"x_train shape: {x_train.shape}")
print(f"x_test shape: {x_test.shape}")

# %% [markdown]
# ## Espacio latente en dos dimensiones
#
# Con una sola capa no le ganaba a PCA, así que lo hice más profundo. La capa del código va sin activación: con relu me
# quedaban todos los puntos sobre los ejes.

# %%
encoder_2d = Sequential(
    [
        Input(shape=(784,)),
        Dense(512, activation="relu"),
        Dense(128, activation="relu"),
        Dense(2),
    ],
    name="encoder_2d",
)

decoder_2d = Sequential(
    [
        Input(shape=(2,)),
        Dense(128, activation="relu"),
        Dense(512, activation="relu"),
        Dense(784, activation="sigmoid"),
    ],
    name="decoder_2d",
)

autoencoder_input = Input(shape=(784,))
autoencoder = Model(autoencoder_input, decoder_2d(encoder_2d(autoencoder_input)), name="autoencoder")
autoencoder.compile(optimizer="adam", loss="mse")

historia = autoencoder.fit(x_train, x_train, epochs=8, batch_size=256, shuffle=True, verbose=2)

# %%
encoded_imgs = encoder_2d.predict(x_test, verbose=0)
print("códigos:", encoded_imgs.shape)
print("MSE:", np.mean((x_test - decoder_2d.predict(encoded_imgs, verbose=0)) ** 2))

plt.figure(figsize=(10, 8))
plt.scatter(encoded_imgs[:3000, 0], encoded_imgs[:3000, 1], c=y_test[:3000], cmap="tab10", s=6)
plt.colorbar()
plt.xlabel("z[0]")
plt.ylabel("z[1]")
plt.title("Espacio latente del autoencoder")
plt.show()

# %%
# ¿Los vecinos son de la misma clase?
knn = KNeighborsClassifier(15).fit(encoder_2d.predict(x_train, verbose=0), y_train)
print("acierto de los vecinos:", knn.score(encoded_imgs, y_test))

# %% [markdown]
# Se ve que el 4 y el 9 se mezclan, y también el 3, el 5 y el 8. El 1 queda separado de todos.
#
# Después, el de L1 sobre las activaciones latentes (el ejercicio 4). Uso 64 unidades con relu y 1e-3 como dice la guía.

# %%
encoder = Sequential(
    [
        Input(shape=(784,)),
        Dense(64, activation="relu", activity_regularizer=regularizers.l1(1e-3)),
    ]
)
decoder = Sequential([Input(shape=(64,)), Dense(784, activation="sigmoid")])
autoencoder = Sequential([encoder, decoder])
autoencoder.compile(optimizer="adam", loss="mse")
autoencoder.fit(x_train, x_train, epochs=8, batch_size=256, verbose=2)

# %%
activaciones = encoder.predict(x_test, verbose=0)
umbral = 0.01 * activaciones.max()
print("media de |z|:", np.abs(activaciones).mean())
print(f"cerca de cero: {np.mean(activaciones < umbral):.1%}")
print(f"unidades muertas: {np.mean(activaciones.max(axis=0) < umbral):.1%}")
print(f"unidades activas por imagen: {np.sum(activaciones >= umbral, axis=1).mean():.1f} de 64")
print("MSE:", np.mean((x_test - autoencoder.predict(x_test, verbose=0)) ** 2))

plt.figure(figsize=(8, 3))
plt.hist(activaciones.flatten(), bins=50, log=True)
plt.xlabel("activación")
plt.title("Casi todas las activaciones son cero")
plt.show()

# %% [markdown]
# ## Autoencoder básico
# Para el simple agregué una capa intermedia de 256 antes y después del código de 64, como en la unidad.

# %%
input_dim = 784
encoding_dim = 64

encoder = Sequential(
    [
        Input(shape=(input_dim,)),
        Dense(256, activation="relu"),
        Dense(encoding_dim, activation="relu"),
    ],
    name="encoder",
)

decoder = Sequential(
    [
        Input(shape=(encoding_dim,)),
        Dense(256, activation="relu"),
        Dense(input_dim, activation="sigmoid"),
    ],
    name="decoder",
)

autoencoder_input = Input(shape=(input_dim,))
encoded = encoder(autoencoder_input)
decoded = decoder(encoded)
autoencoder = Model(autoencoder_input, decoded, name="autoencoder")
autoencoder.compile(optimizer="adam", loss="mse")
autoencoder.summary()

# %%
historia = autoencoder.fit(
    x_train,
    x_train,  # Mismo dato como entrada y objetivo
    epochs=10,
    batch_size=256,
    shuffle=True,
    validation_data=(x_test, x_test),
    verbose=2,
)

# %%
decoded_imgs = autoencoder.predict(x_test, verbose=0)

n = 10
plt.figure(figsize=(20, 4))
for i in range(n):
    # Original
    ax = plt.subplot(2, n, i + 1)
    plt.imshow(x_test[i].reshape(28, 28), cmap="gray")
    plt.title("Original")
    plt.axis("off")

    # Reconstruida
    ax = plt.subplot(2, n, i + 1 + n)
    plt.imshow(decoded_imgs[i].reshape(28, 28), cmap="gray")
    plt.title("Reconstruida")
    plt.axis("off")

plt.tight_layout()
plt.show()

# %%
# El código de 64 no se puede dibujar directo, pruebo con t-SNE para compararlo con el de 2
tsne = TSNE(n_components=2, random_state=42)
encoded_tsne = tsne.fit_transform(encoder.predict(x_test[:1000], verbose=0))

plt.figure(figsize=(8, 6))
plt.scatter(encoded_tsne[:, 0], encoded_tsne[:, 1], c=y_test[:1000], cmap="tab10")
plt.colorbar()
plt.title("t-SNE del código de 64")
plt.show()

# %% [markdown]
# ## Eliminación de ruido (Denoising)
# Sigo entrenando el mismo autoencoder, ahora con imágenes ruidosas como entrada. Lo compilo otra vez: la primera vez seguí
# con el mismo Adam y la loss se fue a 0,11 y se quedó ahí.

# %%
noise_factor = 0.5
x_train_noisy = x_train + noise_factor * np.random.normal(loc=0.0, scale=1.0, size=x_train.shape)
x_test_noisy = x_test + noise_factor * np.random.normal(loc=0.0, scale=1.0, size=x_test.shape)
x_train_noisy = np.clip(x_train_noisy, 0.0, 1.0)
x_test_noisy = np.clip(x_test_noisy, 0.0, 1.0)

denoising_autoencoder = autoencoder
denoising_autoencoder.compile(optimizer="adam", loss="mse")
denoising_autoencoder.fit(
    x_train_noisy,
    x_train,  # Entrada ruidosa, objetivo limpio
    epochs=8,
    batch_size=256,
    validation_data=(x_test_noisy, x_test),
    verbose=2,
)

# %%
denoised_imgs = denoising_autoencoder.predict(x_test_noisy, verbose=0)
print("MSE con ruido:", np.mean((x_test - x_test_noisy) ** 2))
print("MSE sin ruido:", np.mean((x_test - denoised_imgs) ** 2))

plt.figure(figsize=(20, 6))
for i in range(n):
    for fila, imagenes in enumerate([x_test, x_test_noisy, denoised_imgs]):
        ax = plt.subplot(3, n, i + 1 + fila * n)
        plt.imshow(imagenes[i].reshape(28, 28), cmap="gray")
        plt.axis("off")
plt.suptitle("Original, con ruido y reconstruida")
plt.show()

# %% [markdown]
# Lo que queda es usar un autoencoder como detector de anomalías. Acá cambio a Fashion-MNIST, con los pantalones como la
# clase normal, porque con los dígitos me parecía demasiado fácil.

# %%
(x_train, y_train), (x_test, y_test) = fashion_mnist.load_data()
x_train = x_train.reshape(-1, 784).astype("float32") / 255.0
x_test = x_test.reshape(-1, 784).astype("float32") / 255.0

datos_normales = x_train[y_train == 1]
print(datos_normales.shape)

# %%
encoder = Sequential([Input(shape=(784,)), Dense(128, activation="relu"), Dense(16)])
decoder = Sequential([Input(shape=(16,)), Dense(128, activation="relu"), Dense(784, activation="sigmoid")])
autoencoder = Sequential([encoder, decoder])
autoencoder.compile(optimizer="adam", loss="mse")
autoencoder.fit(datos_normales, datos_normales, epochs=30, batch_size=128, verbose=2)


# %%
def calcular_errores(autoencoder, datos):
    reconstrucciones = autoencoder.predict(datos, verbose=0)
    return np.mean(np.square(datos - reconstrucciones), axis=1)


# El umbral sale de los datos de entrenamiento: con una mezcla de anomalías queda altísimo y no detecta nada
errores_train = calcular_errores(autoencoder, datos_normales)
umbral = np.mean(errores_train) + 2 * np.std(errores_train)

errores = calcular_errores(autoencoder, x_test)
es_anomalia = y_test != 1
print(f"Pantalones marcados como anomalía: {np.mean(errores[~es_anomalia] > umbral):.1%}")
print(f"Otras prendas marcadas como anomalía: {np.mean(errores[es_anomalia] > umbral):.1%}")

# %%
auc_total = roc_auc_score(es_anomalia, errores)
print("ROC-AUC contra todas las demás:", auc_total)

par = (y_test == 1) | (y_test == 3)
print("ROC-AUC contra los vestidos:", roc_auc_score(y_test[par] == 3, errores[par]))

plt.figure(figsize=(8, 4))
bins = np.linspace(0, 0.15, 60)
plt.hist(errores[~es_anomalia], bins=bins, density=True, alpha=0.6, label="pantalón")
plt.hist(errores[es_anomalia], bins=bins, density=True, alpha=0.6, label="otra prenda")
plt.axvline(umbral, color="k", linestyle="--", label="umbral")
plt.xlabel("MSE de reconstrucción")
plt.legend()
plt.show()

# %% [markdown]
# ## Conclusiones
# El código de 64 reconstruye casi perfecto y el de 2 borra el detalle, pero se puede mirar. El que tiene L1 reconstruye
# peor que el simple: apaga más de la mitad de las unidades y con las que quedan tiene que arreglarse.
