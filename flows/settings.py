"""What a conversion depends on, from READINGROOM_* variables and the command line.

    READINGROOM_LANGUAGE=eng+spa  READINGROOM_JOBS=4

Read once, by whoever starts the program. Stages never look here: each takes the
values it needs, so its signature says what it depends on.
"""

import os
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from flows.errors import BadSetting
from ocr.page import ReadSettings

LANGUAGE = r"^[A-Za-z_]+(\+[A-Za-z_]+)*$"
FORMATS = r"^((alto|hocr|markdown|pdf|tei)(,(alto|hocr|markdown|pdf|tei))*)?$"
PAGES = r"^(\d+(-\d+)?(,\d+(-\d+)?)*)?$"


class Settings(BaseSettings):
    """Settings of one run; frozen once read.

    language     Tesseract's names joined by +
    dpi          rasterize every page at this; unset follows the scan
    jobs         pages read at once, each in a process of its own
    pages        convert only these, as in 1-3,7; empty for all
    max_pages    a longer release is refused
    max_pixels   a larger page is not rasterized
    timeout      seconds for each program on one page
    text_layer   "use" reads pages that were born digital from the file's own text where
                 that can be believed; "ignore" reads every page from its image
    rules        folder with rule sets for furniture (TOML) beside the built-in ones
    layout       "paragraphs" undoes the line breaks of the typewriter; "lines" keeps them
    review       whether a conversion writes its review page too; a library has a setting of
                 its own, which is on unless READINGROOM_REVIEW says otherwise
    to           formats that `convert` writes besides, joined by commas: alto, hocr, markdown,
                 pdf, tei
    """

    model_config = SettingsConfigDict(env_prefix="READINGROOM_", frozen=True, extra="forbid")

    language: Annotated[str, Field(pattern=LANGUAGE)] = "eng"
    dpi: Annotated[int | None, Field(ge=72, le=1200)] = None
    jobs: Annotated[int, Field(ge=1, le=256)] = Field(default_factory=lambda: os.cpu_count() or 1)
    pages: Annotated[str, Field(pattern=PAGES)] = ""
    max_pages: Annotated[int, Field(ge=1)] = 5000
    max_pixels: Annotated[int, Field(ge=1)] = 120_000_000
    timeout: Annotated[float, Field(gt=0)] = 300.0
    text_layer: Literal["ignore", "use"] = "ignore"
    rules: Path | None = None
    layout: Literal["paragraphs", "lines"] = "paragraphs"
    review: bool = False
    to: Annotated[str, Field(pattern=FORMATS)] = ""

    @property
    def formats(self) -> tuple[str, ...]:
        """The names in `to`, each once."""
        return tuple(dict.fromkeys(filter(None, self.to.split(","))))

    @property
    def reading(self) -> ReadSettings:
        """What one page depends on."""
        return ReadSettings(self.language, self.max_pixels, self.timeout, self.text_layer)

    def wants(self, number: int) -> bool:
        """Whether a page of this number, from 1, is among those to convert."""
        ranges = (part.partition("-") for part in self.pages.split(",") if part)
        return not self.pages or any(
            int(first) <= number <= int(last or first) for first, _, last in ranges
        )


class LibrarySettings(BaseSettings):
    """Settings of a library and of whoever works on it; frozen once read.

    home            the library folder
    ledger_url      SQLAlchemy URL of the ledger; unset is home/ledger.db
    inbox_url       storage beside the inbox folder from which files are brought (fsspec URL)
    settle          seconds between two listings that must agree before a file is read
    interval        seconds between two sweeps of `watch` and of the schedule
    tries           how often a release may fail before it is put into quarantine
    broken_off      how often its process may be gone without having read a page
                    further; mostly a power cut's fault or an operator's, hence more
    backoff         seconds until the first retry; doubles with every further one
    lease           seconds after which a silent worker's release is taken over
    sweeps          scheduled sweeps at once: one a machine that works on the library
    keep_in_inbox   leave originals in the inbox once they are converted
    allowed_roots   folders beside the library that may be read from, joined by :
    review          whether each release gets its review page
    web             URL at which a web server shows the library folder; runs link to it
    """

    model_config = SettingsConfigDict(env_prefix="READINGROOM_", frozen=True, extra="forbid")

    home: Path = Path("library")
    ledger_url: str = ""
    inbox_url: str = ""
    settle: Annotated[float, Field(ge=0)] = 10.0
    interval: Annotated[float, Field(gt=0)] = 30.0
    tries: Annotated[int, Field(ge=1)] = 3
    broken_off: Annotated[int, Field(ge=1)] = 10
    backoff: Annotated[float, Field(ge=0)] = 30.0
    lease: Annotated[float, Field(gt=0)] = 120.0
    sweeps: Annotated[int, Field(ge=1)] = 1
    keep_in_inbox: bool = False
    allowed_roots: str = ""
    review: bool = True
    web: str = ""


def read_settings(**given: object) -> Settings:
    """Settings of a conversion from the environment, overruled by what is given.

    None counts as not given. Raises BadSetting naming the variable.
    """
    return _read(Settings, given)


def read_library_settings(**given: object) -> LibrarySettings:
    """Settings of a library, in the same way."""
    return _read(LibrarySettings, given)


Read = TypeVar("Read", Settings, LibrarySettings)


def _read(kind: type[Read], given: dict[str, object]) -> Read:
    try:
        return kind(**{key: value for key, value in given.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as reason:
        first = reason.errors()[0]
        name = "READINGROOM_" + "_".join(str(part) for part in first["loc"]).upper()
        raise BadSetting(name, first["msg"]) from reason
