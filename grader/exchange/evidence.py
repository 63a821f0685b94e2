"""The evidence a notebook's box leaves behind, as checked on the trusted side.

The box writes JSON and npy; these models are the only door through which its JSON enters. Everything in them was
written by a process that student code shares: it is a claim, not a fact. Lists stop at their first bad item
(`fail_fast`), since a million bad ones would cost a million error reports.
"""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

__all__ = [
    "Binding",
    "Blueprint",
    "CellEvidence",
    "DataSeen",
    "Decoding",
    "FailedImport",
    "Figure",
    "Layer",
    "Mixture",
    "NoiseLayer",
    "Number",
    "Panel",
    "Recipe",
    "Series",
    "Session",
    "Snapshot",
    "TrainingEvent",
]

Name = Annotated[str, StringConstraints(max_length=200)]
Label = Annotated[str, StringConstraints(max_length=2_000)]
ArrayFile = Annotated[str, StringConstraints(pattern=r"^arrays/\d{4,6}\.npy$")]
GraphFile = Annotated[str, StringConstraints(pattern=r"^graphs/\d{4,6}\.pb$")]
ConfigFile = Annotated[str, StringConstraints(pattern=r"^configs/\d{4,6}\.json$")]
Shape = Annotated[list[Annotated[int, Field(ge=1, le=1_000_000)]], Field(max_length=6, fail_fast=True)]
Finite = Annotated[float, Field(allow_inf_nan=False)]
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]


class _Claim(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Session(_Claim):
    """Versions inside the box; written once, when the kernel is up."""

    python: Name
    packages: dict[Name, Name]


class DataSeen(_Claim):
    """What one side (x or y) of a training consumed.

    Attributes:
        shape: of one row, without the batch axis.
        low, high: smallest and largest finite value seen.
        rows: rows consumed over all epochs; `distinct` of them differ.
        fingerprints: uint64 (distinct,), sorted; see `grader.box.fingerprint`.
        counts: uint32 (distinct,), how often each came; `weights`: float32 (distinct,), with what weight on average;
            None where no batch had weights.
        sample: float32 (n, *shape), the first distinct rows consumed, at most SAMPLE_ROWS; those of x and y are paired.
        residual: largest distance of a pixel from its 8-bit step, in steps (0..0.5); honest 8-bit images stay near 0.
    """

    shape: Shape
    dtype: Name
    low: Finite
    high: Finite
    rows: int = Field(ge=0)
    distinct: int = Field(ge=0)
    fingerprints: ArrayFile | None
    counts: ArrayFile | None = None
    weights: ArrayFile | None = None
    sample: ArrayFile | None
    residual: Finite


class NoiseLayer(_Claim):
    """A layer such as GaussianNoise. `amount`: its standard deviation, on the scale of its input."""

    class_name: Name
    amount: Finite | None


class Blueprint(_Claim):
    """A model that can be built again from standard layers alone.

    Attributes:
        config: as Keras describes it.
        variables: numbers of its weights, in the order they have in the model that is built from it.
    """

    config: ConfigFile
    variables: list[int] = Field(max_length=10_000, fail_fast=True)


class Recipe(_Claim):
    """How a training can be repeated without the notebook's Python.

    Attributes:
        obstacle: what stands against it; all else is empty then. `loop`: it was written by hand; `legacy`: Keras 2;
            `train_step`: a step of its own; `layers`, `loss`, `optimizer`: one of its own; `outputs`: more than one;
            `large`: too many weights, or tables of numbers; `images`: none came in.
        compiled: optimiser and loss, as Keras describes them; no loss where `own_loss` is the graph of one.
        optimizer: number of the optimiser object; one that goes on remembers its former steps.
        batch: rows of the largest batch.
        rates: learning rate in each epoch.
        ends: hash of each variable, in the order of the event's `variables`, at the end of each epoch.
    """

    obstacle: (
        Literal["loop", "legacy", "train_step", "layers", "loss", "optimizer", "outputs", "large", "images"] | None
    ) = None
    blueprint: Blueprint | None = None
    compiled: ConfigFile | None = None
    own_loss: GraphFile | None = None
    optimizer: int | None = None
    batch: int = Field(ge=0, default=0)
    rates: list[Finite | None] = Field(max_length=100_000, fail_fast=True, default=[])
    ends: list[Annotated[list[Hash], Field(max_length=10_000)]] = Field(max_length=100_000, fail_fast=True, default=[])


class Held(_Claim):
    """What the compiled steps of a training hold beside the batch and the model.

    Attributes:
        images: fingerprints of what looks like images.
        opaque: large arrays of other numbers, counted number by number.
        doors: operations through which data can come while a step runs.
    """

    images: list[DataSeen] = Field(max_length=20, fail_fast=True)
    opaque: int = Field(ge=0)
    doors: int = Field(ge=0)


class TrainingEvent(_Claim):
    """One training, as it happened.

    Attributes:
        kind: `fit`, `train_on_batch`, or `loop` for weights that moved under a GradientTape without `fit`.
        model: number of the model object; `variables` are the numbers of all its variables.
        before, after: hash of each variable, in the order of `variables`; of another length where the model was built
            further during the training or changed after it.
        states: all hashes any of its variables had at the end of an epoch: a best epoch restored later is trained too.
        losses: training loss per epoch; None where it was not finite. Empty for `loop`.
        same: share of rows in which y is the same image as x; None where there is no y, or no image.
        noise_layers: layers that add noise while training.
        began: file of each content that a variable began with, unless an earlier training left it behind; none of a
            model that is too large.
        touched: how often the weights were found changed by something else than a step, as by a callback.
    """

    id: int = Field(ge=0)
    cell: int = Field(ge=0)
    kind: Literal["fit", "train_on_batch", "loop"]
    model: int = Field(ge=0)
    epochs: int = Field(ge=0)
    steps: int = Field(ge=0)
    optimizer: Name | None
    learning_rate: Finite | None
    loss: Name | None
    losses: list[Finite | None] = Field(max_length=100_000, fail_fast=True)
    variables: list[int] = Field(max_length=10_000, fail_fast=True)
    before: list[Hash] = Field(max_length=10_000, fail_fast=True)
    after: list[Hash] = Field(max_length=10_000, fail_fast=True)
    states: list[Hash] = Field(max_length=1_000_000, fail_fast=True)
    x: DataSeen | None
    y: DataSeen | None
    same: Finite | None
    noise_layers: list[NoiseLayer] = Field(max_length=100, fail_fast=True)
    began: dict[Hash, ArrayFile] = Field(max_length=10_000, default={})
    recipe: Recipe | None = None
    held: Held | None = None
    touched: int = Field(ge=0, default=0)


class Layer(_Claim):
    """One layer of a model, nested ones flattened. `activation`: the name of its function; None where it has none."""

    class_name: Name
    units: int | None = None
    activation: Label | None = None
    activity_regularizer: Label | None = None


class Snapshot(_Claim):
    """A trained model as it stood at the end of a cell.

    Attributes:
        names: the notebook's names for it, such as `autoencoder` or `modelos[0]`; may be empty.
        form: `model`, or `pair` where an encoder and a decoder were composed.
        graph: frozen graph, traced for BATCH images of `input_shape`; None with `error` where it could not be traced.
        code_size: values per image at the graph's narrowest cut, as the notebook's box found it: a hint for matching
            only, since the inference boxes find the cut for themselves.
        draws: whether that code is drawn; a hint for matching only, too.
        blueprint: None where it has layers or operations of its own.
        pictures: uint64 (n,), fingerprints of rows and columns of its weights that are as long as an image.
        variables, state: number and hash of each variable of the model, in the same order.
    """

    id: int = Field(ge=0)
    cell: int = Field(ge=0)
    model: int = Field(ge=0)
    names: list[Name] = Field(max_length=50, fail_fast=True)
    form: Literal["model", "pair"]
    class_name: Name
    input_shape: Shape
    output_shape: Shape
    graph: GraphFile | None
    error: Label | None
    code_size: int | None = Field(ge=1, default=None)
    draws: bool = False
    parameters: int = Field(ge=0)
    blueprint: Blueprint | None = None
    pictures: ArrayFile | None = None
    variables: list[int] = Field(max_length=10_000, fail_fast=True)
    state: list[Hash] = Field(max_length=10_000, fail_fast=True)
    layers: list[Layer] = Field(max_length=2_000, fail_fast=True)

    @model_validator(mode="after")
    def _one_hash_each(self) -> Self:
        if len(self.variables) != len(self.state):
            raise ValueError("variables and state differ in length")
        return self


class Mixture(_Claim):
    """A content of a variable that is a weighted mean of contents that trainings left behind. `parts`: their shares."""

    content: Hash
    parts: dict[Hash, Finite] = Field(max_length=64)


class Binding(_Claim):
    """A model that a name of the notebook was bound to at the end of a cell, trained or not."""

    name: Name
    model: int = Field(ge=0)
    class_name: Name
    trained: bool


class Number(_Claim):
    """A plain float that a name was bound to at the end of a cell."""

    name: Name
    value: Finite


class FailedImport(_Claim):
    """An import line that failed and was passed over, so that the rest of its cell could run."""

    line: Label
    error: Label


class Series(_Claim):
    """One series drawn in a panel.

    Attributes:
        kind: `bars` (hist, bar: x holds n+1 edges, y n heights), `steps` (the same, drawn as an outline), `curve`
            (line or kde: x and y of equal length), `points` (scatter).
        x, y: of many points, the first.
        count: bins or points that were drawn.
        colours: number of different colours among the points of a scatter.
        colour: the one colour of them all, by any name; empty where it is not known or they differ.
        groups: rank of the colour of each point; empty where all have one colour.
    """

    kind: Literal["bars", "steps", "curve", "points"]
    label: Label
    x: list[Finite] = Field(max_length=20_001, fail_fast=True)
    y: list[Finite] = Field(max_length=20_001, fail_fast=True)
    count: int = Field(ge=0)
    colours: int = Field(ge=0, default=1)
    colour: Name = ""
    groups: list[Annotated[int, Field(ge=0, le=20_000)]] = Field(max_length=20_001, fail_fast=True, default=[])

    @model_validator(mode="after")
    def _x_belongs_to_y(self) -> Self:
        edges = 1 if self.kind in ("bars", "steps") and self.x else 0
        if len(self.x) != len(self.y) + edges:
            raise ValueError("x and y do not belong together")
        if self.groups and len(self.groups) != len(self.x):
            raise ValueError("groups do not belong to x and y")
        return self


class Panel(_Claim):
    """One axes of a figure. `image_shapes`: height and width of each of its first images."""

    title: Label
    xlabel: Label
    ylabel: Label
    texts: list[Label] = Field(max_length=200, fail_fast=True)
    log_x: bool
    images: int = Field(ge=0)
    image_shapes: list[Shape] = Field(max_length=200, fail_fast=True, default=[])
    series: list[Series] = Field(max_length=200, fail_fast=True)


class Figure(_Claim):
    """One figure as it stood at the end of the cell that drew it.

    Attributes:
        pictures: float32 (m, 28, 28), its images as drawn, in order; canvases are cut into their pictures, images of
            other sizes left out. See `grader.box.pictures`.
    """

    library: Literal["matplotlib", "plotly"]
    title: Label
    panels: list[Panel] = Field(max_length=200, fail_fast=True)
    pictures: ArrayFile | None = None


class Decoding(_Claim):
    """What one decoder was called with in a cell, outside of any training.

    Attributes:
        variables: numbers of the decoder's variables.
        codes: float32 (n, width), n at most 2,000.
    """

    variables: list[int] = Field(max_length=10_000, fail_fast=True)
    codes: ArrayFile
    width: int = Field(ge=1, le=4_000)


class CellEvidence(_Claim):
    """What one executed code cell left behind. `cell` counts executed code cells from 0."""

    cell: int = Field(ge=0)
    events: list[TrainingEvent] = Field(max_length=2_000, fail_fast=True)
    snapshots: list[Snapshot] = Field(max_length=100, fail_fast=True)
    bindings: list[Binding] = Field(max_length=1_000, fail_fast=True)
    figures: list[Figure] = Field(max_length=200, fail_fast=True)
    decodings: list[Decoding] = Field(max_length=50, fail_fast=True, default=[])
    numbers: list[Number] = Field(max_length=1_000, fail_fast=True)
    failed_imports: list[FailedImport] = Field(max_length=200, fail_fast=True)
    mixtures: list[Mixture] = Field(max_length=10_000, fail_fast=True, default=[])
    notes: list[Label] = Field(max_length=200, fail_fast=True)
