"""What a conversion depends on, from READINGROOM_* variables and the command line.

    READINGROOM_LANGUAGE=eng+spa  READINGROOM_JOBS=4

Read once, by whoever starts the program. Stages never look here: each takes the
values it needs, so its signature says what it depends on.
"""

import hashlib
import json
import os
from typing import Annotated

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from ocr.errors import BadSetting
from ocr.page import ReadSettings


class Settings(BaseSettings):
    """Settings of one run; frozen once read.

    language     Tesseract's names joined by +
    dpi          rasterize every page at this; unset follows the scan
    jobs         pages read at once, each in a process of its own
    max_pages    a longer release is refused
    max_pixels   a larger page is not rasterized
    timeout      seconds for each program on one page
    """

    model_config = SettingsConfigDict(env_prefix="READINGROOM_", frozen=True, extra="forbid")

    language: Annotated[str, Field(pattern=r"^[A-Za-z_]+(\+[A-Za-z_]+)*$")] = "eng"
    dpi: Annotated[int | None, Field(ge=72, le=1200)] = None
    jobs: Annotated[int, Field(ge=1, le=256)] = Field(default_factory=lambda: os.cpu_count() or 1)
    max_pages: Annotated[int, Field(ge=1)] = 5000
    max_pixels: Annotated[int, Field(ge=1)] = 120_000_000
    timeout: Annotated[float, Field(gt=0)] = 300.0

    @property
    def reading(self) -> ReadSettings:
        """What one page depends on."""
        return ReadSettings(self.language, self.max_pixels, self.timeout)

    @property
    def fingerprint(self) -> str:
        """Twelve hex digits that change with every setting that changes the output."""
        told = {"language": self.language, "dpi": self.dpi, "max_pixels": self.max_pixels}
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:12]


def read_settings(**given: object) -> Settings:
    """Settings from the environment, overruled by what was `given` and is not None.

    Raises BadSetting naming the variable.
    """
    try:
        return Settings(**{key: value for key, value in given.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as reason:
        first = reason.errors()[0]
        name = "READINGROOM_" + "_".join(str(part) for part in first["loc"]).upper()
        raise BadSetting(name, first["msg"]) from reason
