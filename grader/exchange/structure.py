"""What a model is made of, as an inference box finds it in its graph."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Structure"]

Width = Annotated[int, Field(ge=1, le=100_000_000)]


class Structure(BaseModel):
    """Layers and weights; a claim, as everything from a box, but of one without any of the student's Python.

    Attributes:
        encoder, decoder: values per image that each layer with a kernel gives, in order.
        parameters: its weights, those that are used twice counted once.
        tied: share of the decoder's kernels that are one of the encoder's, transposed; 0..1.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    encoder: list[Width] = Field(max_length=100)
    decoder: list[Width] = Field(max_length=100)
    parameters: int = Field(ge=0)
    tied: float = Field(ge=0, le=1, allow_inf_nan=False)
