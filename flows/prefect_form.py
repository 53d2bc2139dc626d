"""The form of convert-release in the web page: its fields, their limits and what they say."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from flows.settings import LANGUAGE, PAGES, Settings, read_settings


class Conversion(BaseModel):
    """What the form of convert-release asks for."""

    release: Annotated[
        str,
        Field(
            title="Release",
            min_length=1,
            description="A file of the library, such as inbox/letter.pdf, or the full path of "
            "a file in a folder that the operator allows.",
        ),
    ]
    language: Annotated[
        str,
        Field(title="Language", pattern=LANGUAGE, description="Tesseract's names joined by +."),
    ] = "eng"
    dpi: Annotated[
        int | None,
        Field(
            title="Resolution",
            ge=72,
            le=1200,
            description="Dots per inch to rasterize at; empty follows the scan.",
        ),
    ] = None
    pages: Annotated[
        str, Field(title="Pages", pattern=PAGES, description="Such as 1-3,7; empty for all.")
    ] = ""
    timeout: Annotated[
        float,
        Field(title="Time limit", gt=0, le=3600, description="Seconds a program has for a page."),
    ] = 300.0
    max_pages: Annotated[
        int, Field(title="Longest release", ge=1, description="Refuse releases with more pages.")
    ] = 5000
    text_layer: Annotated[
        Literal["ignore", "use"],
        Field(
            title="Text layer",
            description="Whether pages born digital may be read from the file's own text.",
        ),
    ] = "ignore"
    layout: Annotated[
        Literal["paragraphs", "lines"],
        Field(title="Layout", description="Whether typed lines become paragraphs or stay lines."),
    ] = "paragraphs"

    @property
    def asked(self) -> dict[str, object]:
        """The settings that were asked for."""
        return self.model_dump(exclude={"release"})

    @property
    def settings(self) -> Settings:
        """As the settings of a conversion."""
        return read_settings(**self.asked)
