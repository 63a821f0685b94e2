"""Listens to trainings as they happen: `fit`, `train_on_batch`, and hand-written loops, in both Kerases.

What is recorded are the batches that the training step takes, not the arguments handed to `fit`: the tap sits in
the data pipeline behind arrays, tf.data, generators and PyDatasets alike.
"""

import contextlib
import functools
import inspect
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import numpy as np

from .beside import at_hand, like
from .held import Steps
from .hooks import attempt, when_imported, wrap
from .layers import is_model
from .owners import Owners
from .tap import are_images, parts, record, tapped
from .training import Remember, Training
from .watch import listeners

__all__ = ["TrainingLog"]


class TrainingLog:
    """All trainings of the running cell.

    Attributes:
        trained: hash of every state any variable was in after recorded training, over the whole notebook.
        before_refit: called with a model that is about to be trained again in the same cell.
        asked: called with a model or layer, what it was given and what it made of it, when it was only asked.
        others: what else than models the notebook uses as such, when a layer is called by itself.
    """

    def __init__(
        self,
        before_refit: Callable[[Any], None],
        remember: Remember = lambda variables, contents: None,
        asked: Callable[[Any, Any, Any], None] = lambda model, given, outputs: None,
        others: Callable[[], list[Any]] = list,
    ) -> None:
        self.trained: set[str] = set()
        self._before_refit = before_refit
        self._remember = remember
        self._asked = asked
        self._cell = 0
        self._trainings: list[Training] = []
        self._fitting: Training | None = None
        self._loops: dict[int, Training] = {}
        self._batches: dict[int, Training] = {}
        self._wholes: dict[int, tuple[Any, Any]] = {}  # a layer, and what it is trained with
        self._tapes = 0
        self._beside: list[Any] = []
        self._inside_model = False
        self._answering = False
        self._steps = Steps()
        self._owners = Owners(others)
        self._slots: set[str] = set()

    def install(self) -> None:
        """Hook into TensorFlow and both Kerases as soon as the notebook imports them."""
        when_imported("keras", self._hook_keras)
        when_imported("tf_keras", self._hook_tf_keras)
        when_imported("tensorflow", self._hook_tensorflow)

    def start_cell(self, cell: int) -> None:
        """Forget the previous cell's trainings."""
        self._cell = cell
        self._trainings, self._loops, self._batches, self._wholes = [], {}, {}, {}
        self._tapes = 0

    def end_cell(self) -> list[Training]:
        """The cell's trainings in the order they began, each finished; not those that took no step."""
        loops = [training.model for training in self._loops.values()]
        for training in self._loops.values():
            training.finish(self._steps, loops)
        for training in self._batches.values():
            training.finish(self._steps)
        trainings = [training for training in self._trainings if training.took_place]
        for training in trainings:
            self.trained.update(training.states)
        return trainings

    def _hook_keras(self, keras: ModuleType) -> None:
        if keras.__name__ != "keras":  # tf_keras under this name
            return
        from keras.src.backend.tensorflow.trainer import TensorFlowTrainer, TFEpochIterator
        from keras.src.layers.layer import Layer

        wrap(TensorFlowTrainer, "__init__", self._make)
        wrap(TensorFlowTrainer, "fit", functools.partial(self._fit, keras.callbacks.Callback))
        wrap(TensorFlowTrainer, "train_on_batch", self._train_on_batch)
        for name in ("evaluate", "predict", "predict_on_batch"):
            wrap(TensorFlowTrainer, name, self._ask)
        wrap(TFEpochIterator, "__init__", functools.partial(self._tap, "_distributed_dataset"))
        wrap(Layer, "__call__", functools.partial(self._call, keras.Model))
        wrap(Layer, "add_weight", self._add_weight)

    def _hook_tf_keras(self, tf_keras: ModuleType) -> None:
        from tf_keras.src.engine.base_layer import Layer
        from tf_keras.src.engine.data_adapter import DataHandler
        from tf_keras.src.engine.training import Model

        wrap(Model, "__init__", self._make)
        wrap(Model, "fit", functools.partial(self._fit, tf_keras.callbacks.Callback))
        wrap(Model, "train_on_batch", self._train_on_batch)
        for name in ("evaluate", "predict", "predict_on_batch"):
            wrap(Model, name, self._ask)
        wrap(DataHandler, "__init__", functools.partial(self._tap, "_dataset"))
        wrap(Layer, "__call__", functools.partial(self._call, Model))
        wrap(Layer, "add_weight", self._add_weight)

    def _hook_tensorflow(self, tensorflow: Any) -> None:
        wrap(tensorflow.GradientTape, "__enter__", self._enter_tape)
        wrap(tensorflow.GradientTape, "__exit__", self._exit_tape)
        for module in (tensorflow, tensorflow.compat.v2):
            wrap(module, "function", self._function)
        from tensorflow.python.eager.polymorphic_function.polymorphic_function import Function

        wrap(Function, "__call__", self._run_compiled)

    def _function(self, original: Any, *args: Any, **kwargs: Any) -> Any:
        # XLA cannot compile the tap of a hand-written loop; without it the same code runs, a little slower.
        kwargs.pop("jit_compile", None)
        made = original(*args, **kwargs)
        if hasattr(made, "get_concrete_function"):
            self._steps.made(made)
            return made
        return lambda python: self._function(made, python)  # a decorator

    def _run_compiled(self, original: Any, function: Any, *args: Any, **kwargs: Any) -> Any:
        """What a notebook compiled by itself may be its way to decode: then its layers only see symbols."""
        import tensorflow as tf

        given = next((one for one in (*args, *kwargs.values()) if _is_there(one)), None)
        if given is None or tf.config.functions_run_eagerly():
            return original(function, *args, **kwargs)
        return self._answered(lambda *call, **named: original(function, *args, **kwargs), function, given)

    def _make(self, original: Any, model: Any, *args: Any, **kwargs: Any) -> None:
        attempt(self._owners.made, model)
        original(model, *args, **kwargs)

    def _fit(self, callback: type, original: Any, model: Any, *args: Any, **kwargs: Any) -> Any:
        with self._training("fit", model) as training:
            bound = inspect.signature(original).bind(model, *args, **kwargs)
            training.listened = any(map(_is_own, _list(bound.arguments.get("callbacks"))))
            bound.arguments["callbacks"] = _with(bound.arguments.get("callbacks"), listeners(callback, training), model)
            return original(*bound.args, **bound.kwargs)

    @contextlib.contextmanager
    def _training(self, kind: str, model: Any) -> Iterator[Training]:
        if any(t.model is model for t in self._trainings):
            self._before_refit(model)
        training = self._new(kind, model)
        try:
            with self._within(training):
                yield training
        finally:
            training.finish(self._steps)
            if training.took_place:
                self.trained.update(training.states)

    def _new(self, kind: str, model: Any) -> Training:
        training = Training(kind, model, self._cell, self._remember, self._slots)
        self._trainings.append(training)
        return training

    @contextlib.contextmanager
    def _within(self, training: Training | None) -> Iterator[None]:
        """Whatever happens meanwhile belongs to `training`; to none while a model is only asked."""
        outer, self._fitting = self._fitting, training
        try:
            yield
        finally:
            self._fitting = outer

    def _ask(self, original: Any, model: Any, *args: Any, **kwargs: Any) -> Any:
        with self._within(None), self._only_the_outermost():
            outputs = original(model, *args, **kwargs)
        if args or "x" in kwargs:
            attempt(self._asked, model, args[0] if args else kwargs["x"], outputs)
        return outputs

    def _tap(self, attribute: str, original: Any, source: Any, *args: Any, **kwargs: Any) -> None:
        original(source, *args, **kwargs)
        training = self._fitting
        # The first pipeline a fit builds for itself is the training's.
        if training is not None and not training.tapped:
            training.tapped = True
            setattr(source, attribute, tapped(getattr(source, attribute), training))

    def _train_on_batch(self, original: Any, model: Any, x: Any, y: Any = None, *args: Any, **kwargs: Any) -> Any:
        training = self._batches.get(id(model))
        if training is None:
            training = self._batches[id(model)] = self._new("train_on_batch", model)
        weights = inspect.signature(original).bind(model, x, y, *args, **kwargs).arguments.get("sample_weight")
        names, arrays = parts((x, y, weights))
        record(training, names, *arrays)
        training.tapped = True
        with self._within(training):
            return original(model, x, y, *args, **kwargs)

    def _enter_tape(self, original: Any, tape: Any) -> Any:
        self._tapes += 1
        if self._tapes == 1 and self._fitting is None:
            self._beside = attempt(at_hand) or []
        return original(tape)

    def _exit_tape(self, original: Any, tape: Any, *exception: Any) -> Any:
        self._tapes = max(0, self._tapes - 1)
        self._beside = self._beside if self._tapes else []
        return original(tape, *exception)

    def _call(self, model_class: type, original: Any, layer: Any, *args: Any, **kwargs: Any) -> Any:
        if not self._tapes or self._inside_model or not args:
            return self._answered(original, layer, *args, **kwargs)
        if not self._watched(layer, args[0], model_class):
            outputs = self._answered(original, layer, *args, **kwargs)
            built = self._watched(layer, args[0], model_class)  # by this very call
            return self._seen(layer, (args, kwargs), outputs) if built else outputs
        self._inside_model = True
        try:
            outputs = original(layer, *args, **kwargs)
        finally:
            self._inside_model = False
        return self._seen(layer, (args, kwargs), outputs)

    def _answered(self, original: Any, layer: Any, *args: Any, **kwargs: Any) -> Any:
        """A call that belongs to no training."""
        if self._tapes or self._fitting is not None or self._answering or not args or not _is_there(args[0]):
            return original(layer, *args, **kwargs)
        with self._only_the_outermost():
            outputs = original(layer, *args, **kwargs)
        attempt(self._asked, layer, args[0], outputs)
        return outputs

    @contextlib.contextmanager
    def _only_the_outermost(self) -> Iterator[None]:
        """What a model asks its parts meanwhile, the notebook did not ask."""
        outer, self._answering = self._answering, True
        try:
            yield
        finally:
            self._answering = outer

    def _watched(self, layer: Any, images: Any, model_class: type) -> bool:
        """Whether a call under a tape is looked at: of a model, or of a layer that is shown images by itself.

        Within `fit`, only what runs there and then: what is compiled into its steps is looked at as a graph.
        """
        import tensorflow as tf

        if self._fitting is not None and not (tf.executing_eagerly() and tf.is_tensor(images)):
            return False
        return isinstance(layer, model_class) or (bool(layer.weights) and are_images(images))

    def _add_weight(self, original: Any, layer: Any, *args: Any, **kwargs: Any) -> Any:
        variable = original(layer, *args, **kwargs)
        trainings = [self._fitting] if self._fitting is not None else self._loops.values() if self._tapes else ()
        for training in trainings:
            attempt(self._built, training, variable)
        return variable

    def _built(self, training: Training, variable: Any) -> None:
        import tensorflow as tf

        with tf.init_scope():  # out of the graph of the first step, within which it is built
            if getattr(variable, "value", None) is not None:
                training.built(variable)

    def _seen(self, model: Any, arguments: Any, outputs: Any) -> Any:
        """Record what a model was called with under a tape, now or each time the traced graph runs; its `outputs`."""
        import tensorflow as tf

        model = self._whole(model)
        flat = tf.nest.flatten(arguments)
        given = [one for one in flat if tf.is_tensor(one) or isinstance(one, np.ndarray)]
        symbolic = any(_is_symbolic(one) for one in given)
        beside = [one for one in self._beside if _is_symbolic(one) == symbolic and all(one is not g for g in given)]
        if symbolic:
            recorded = functools.partial(self._record_loop, model, len(given))
            seen = tf.numpy_function(recorded, [*given, *beside], tf.int32)
            # Whatever follows from the outputs, a step of the optimiser above all, comes after the weights were noted.
            with tf.control_dependencies([seen]):
                return tf.nest.map_structure(lambda one: tf.identity(one) if tf.is_tensor(one) else one, outputs)
        if self._fitting is not None:
            record(self._fitting, (), *given)
        elif given:
            self._record_loop(model, len(given), *given, *beside)
        return outputs

    def _record_loop(self, model: Any, count: int, *arrays: Any) -> Any:
        """Record the first `count` arrays, which the model was given; the others stood beside them."""
        # Looked up when it runs: a function traced in one cell may train in the next.
        training = self._loops.get(id(model))
        if training is None:
            training = self._loops[id(model)] = self._new("loop", model)
        x, *others = arrays[:count]
        y = attempt(like, np.asarray(x), [np.asarray(one) for one in arrays[count:]])
        return record(training, ("x",), x, *others) if y is None else record(training, ("x", "y"), x, y, *others)

    def _whole(self, layer: Any) -> Any:
        """What a step trains: where a layer of a model is called by itself, the model."""
        if is_model(layer):
            return layer
        if id(layer) not in self._wholes:
            self._wholes[id(layer)] = layer, attempt(self._owners.of, layer) or layer
        return self._wholes[id(layer)][1]


def _is_symbolic(one: Any) -> bool:
    import tensorflow as tf

    return bool(tf.is_tensor(one) and tf.is_symbolic_tensor(one))


def _is_there(given: Any) -> bool:
    """Whether a call is made there and then, not to build a graph."""
    one = given[0] if isinstance(given, list | tuple) and len(given) == 1 else given
    return isinstance(one, np.ndarray) or hasattr(one, "numpy")


def _with(callbacks: Any, ears: tuple[Any, Any], model: Any) -> Any:
    first, last = ears
    if hasattr(callbacks, "append") and not isinstance(callbacks, list):  # a CallbackList of the student's own
        for ear in ears:
            ear.set_model(model)
        callbacks.callbacks.insert(0, first)
        callbacks.append(last)
        return callbacks
    return [first, *_list(callbacks), last]


def _list(callbacks: Any) -> list[Any]:
    if callbacks is None:
        return []
    return list(callbacks) if isinstance(callbacks, list | tuple) else [callbacks]


def _is_own(callback: Any) -> bool:
    """Whether the notebook's own code listens."""
    kind = type(callback)
    return kind.__module__.split(".")[0] not in {"keras", "tf_keras"} or kind.__name__ == "LambdaCallback"
