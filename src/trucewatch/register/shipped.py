"""Facts that stand as YAML beside the code: unknown keys are errors."""

from importlib.resources import files
from typing import TypeVar

import yaml
from pydantic import BaseModel, ConfigDict


class Form(BaseModel):
    """The form of such a file: strict, and no key too many."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


F = TypeVar("F", bound=Form)


def shipped(name: str, form: type[F]) -> F:
    """Read a YAML file of this room.

    Parameters
    ----------
    name
        Its file name.
    form
        What it must look like.
    """
    text = (files("trucewatch.register") / name).read_text(encoding="utf-8")
    return form.model_validate(yaml.safe_load(text))
