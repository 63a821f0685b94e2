"""A realistic result of five exercises: three accepted, one to be improved, one that was not handed in."""

from collections.abc import Collection
from typing import Any

from grader.assignment import CriterionSpec, Task, find_assignment
from grader.i18n import Lang
from grader.outcome import Outcome, Status
from grader.result import CriterionResult, Diagnosis, GradedModel, Isolation, Result, Submission, TaskResult

P, PART, F = Outcome.PASS, Outcome.PARTIAL, Outcome.FAIL
ALL_OF_TRAIN = (P, 100.0, "= 100 %", 1, "Entrenado con 60000 imágenes distintas de la partición de train.")
ABSENT = "Ningún modelo del notebook responde a este ejercicio: cuenta como no entregado."

PROBED = (P, 0.0, "= 0", 1, "El modelo responde igual a otras preguntas: copias alteradas de las imágenes de test, "
          "otros lotes, ruido blanco, imágenes de train.")  # fmt: skip
#: For each criterion: outcome, measured, target, share of the points, message.
JUDGED: dict[str, dict[str, tuple[Any, ...]]] = {
    "simple": {
        "integrity": PROBED,
        "trained_on": ALL_OF_TRAIN,
        "code_size": (P, 64.0, "= 64", 1, "El decoder reconstruye cada imagen a partir de un código de 64 valores, "
                      "como se pide."),
        "reconstruction": (P, 0.00912, "<= 0.018", 1, "El modelo reconstruye imágenes nunca vistas con un error "
                           "cuadrático medio de 0.0091."),
        "beats_pca": (PART, 0.00912, "<= 0.00905", 0.98, "Su error de 0.0091 no mejora el de un PCA de 64 componentes, "
                      "que no necesita entrenamiento: agrega capas ocultas con activación o entrena más tiempo."),
        "shows_output": (P, 10.0, ">= 3", 1, "Una figura muestra 10 reconstrucciones de este modelo junto a sus "
                         "originales."),
    },
    "latent2d": {
        "integrity": PROBED,
        "trained_on": ALL_OF_TRAIN,
        "code_size": (P, 2.0, "= 2", 1, "El decoder reconstruye cada imagen a partir de un código de 2 valores, como "
                      "se pide."),
        "reconstruction": (P, 0.0432, "<= 0.0545", 1, "Con un error de 0.0432 reconstruye mejor que un PCA de 2 "
                           "componentes: lo que aprendió no es lineal."),
        "accuracy": (P, 0.63, ">= 0.5", 1, "Los 15 códigos más cercanos aciertan la clase del 63 % de las imágenes."),
        "scatter": (PART, 100.0, ">= 1000", 0.5, "El scatter muestra 100 imágenes; se piden al menos 1000."),
    },
    "denoising": {
        "integrity": PROBED,
        "pairs": (P, 0.5, ">= 0.3", 1, "Entrenado con entradas con ruido (desviación 0.50, sin recortar) y objetivos "
                  "limpios."),
        "trained_on": ALL_OF_TRAIN,
        "gain": (P, 10.7, ">= 5 dB", 1, "Un ruido nuevo de 0.50 deja un error de 0.2500; el modelo lo baja a 0.0213, "
                 "11.7 veces menos."),
        "advantage": (P, 0.92, "<= 1", 1, "Deja menos ruido que el mejor filtro lineal (0.0213 contra 0.0231)."),
        "shows_output": (P, 8.0, ">= 3", 1, "Una figura muestra 8 imágenes y lo que el modelo hace con ellas."),
    },
    "sparse": {
        "integrity": PROBED,
        "trained_on": ALL_OF_TRAIN,
        "sparsity": (P, 0.89, ">= 0.4", 1, "El código es disperso: el 92 % de las activaciones está cerca de cero, la "
                     "medida de Hoyer es 0.89."),
        "alive": (P, 0.3125, "<= 0.85", 1, "El 31 % de las 64 unidades están muertas: ninguna imagen las activa."),
        "reconstruction": (PART, 0.77, "<= 0.7", 0.8, "Deja el 77 % del error de la imagen media: la penalización es "
                           "demasiado fuerte, o faltan épocas."),
        "inspected": (F, None, "", 0, "Nada de lo que muestra el notebook trata de las activaciones de este código: "
                      "dibuja su histograma, o imprime la activación media y la parte de ceros."),
    },
    "anomaly": {
        "integrity": PROBED,
        "trained_on": (P, 100.0, "= 100 %", 1, "Entrenado con 6265 imágenes distintas, todas de la clase 7 de la "
                       "partición de train, con la propia imagen como objetivo."),
        "reconstruction": (P, 0.31, "<= 0.7", 1, "Deja el 31 % del error de la imagen media."),
        "roc_auc": (P, 0.955, ">= 0.8", 1, "El error negativo ordena una imagen de la clase 7 antes que otra en el "
                    "95.5 % de los pares."),
        "score": (P, None, "", 1, "El notebook muestra el ROC-AUC del error, tal como se midió."),
    },
}  # fmt: skip
MODELS = {
    "simple": ("autoencoder", 9, ["el título de su celda habla de este ejercicio", "tiene un código de 64 valores"]),
    "latent2d": ("ae_2d", 12, ["se llama `ae_2d`, como pide el enunciado"]),
    "denoising": ("autoencoder", 17, ["se entrenó de imágenes con ruido a imágenes limpias"]),
    "sparse": ("autoencoder", 24, ["una capa penaliza las activaciones del código"]),
    "anomaly": ("detector + decoder", 31, ["se entrenó con una sola clase"]),
}
INTERVALS = {"roc_auc": (0.948, 0.962)}


def five_results(lang: Lang = "es", absent: Collection[str] = ("sparse",)) -> Result:
    """Messages are Spanish in either language. `absent`: tasks that were not handed in."""
    tasks = [_task(task, lang, task.id in absent) for task in find_assignment("clase156-ejercicios").tasks]
    return Result(
        submission=Submission(file="garcia_ana.ipynb", sha256="3f" * 32, student="Ana García"),
        assignment="clase156-ejercicios",
        status=Status.GRADED,
        score=round(sum(task.score for task in tasks), 2),
        max_score=100,
        accepted=False,
        isolation=Isolation(profile="bubblewrap"),
        tasks=tasks,
        diagnoses=[
            Diagnosis(
                code="few-points", task="latent2d", symptom="El scatter tiene muy pocos puntos.",
                cause="Se dibujan `z[:100]`.", fix="Dibuja `z[:2000]`, con `c=y_test[:2000]`.",
            )
        ],
        environment={"python": "3.11.2", "tensorflow": "2.21.0", "keras": "3.15.0", "grader": "0.1.0"},
        timings={"run": 312.4, "match": 0.7, "measure": 41.9, "total": 361.0},
        provenance={task.id: [] if task.id in absent else _provenance(task.id) for task in tasks},
    )  # fmt: skip


def _task(task: Task, lang: Lang, absent: bool) -> TaskResult:
    missing = (Outcome.SKIPPED, None, "", 0, ABSENT)
    judged = {spec.id: missing if absent else JUDGED[task.id][spec.id] for spec in task.criteria}
    criteria = [_criterion(spec, task, judged[spec.id], lang) for spec in task.criteria]
    name, cell, why = MODELS[task.id]
    return TaskResult(
        id=task.id,
        title=task.title.get(lang),
        accepted=all(c.outcome is P for c in criteria if c.required),
        needs_review=False,
        score=round(sum(c.points for c in criteria), 2),
        max_score=task.max_score,
        model=None if absent else GradedModel(name=name, cell=cell, why=why),
        criteria=criteria,
    )


def _criterion(spec: CriterionSpec, task: Task, judged: tuple[Any, ...], lang: Lang) -> CriterionResult:
    outcome, measured, target, share, message = judged
    return CriterionResult(
        id=spec.id, title=spec.title.get(lang), outcome=outcome, required=spec.id in task.acceptance,
        measured=measured, interval=INTERVALS.get(spec.id), target=target, points=round(share * spec.points, 2),
        max_points=spec.points, message=message,
    )  # fmt: skip


def _provenance(task: str) -> list[dict[str, Any]]:
    classes = {"7": 6265} if task == "anomaly" else dict.fromkeys("0123456789", 6000)
    return [
        {
            "cell": MODELS[task][1], "kind": "fit", "epochs": 8, "steps": 1880, "optimizer": "adam",
            "learning_rate": 0.001, "loss": "mse", "dataset": "mnist", "train": classes, "test": {}, "identified": 1.0,
            "target": "clean" if task == "denoising" else "same", "preprocessing": "dividido por 255",
            "noise": {"sd": 0.504, "clipped": True} if task == "denoising" else None,
        }
    ]  # fmt: skip
