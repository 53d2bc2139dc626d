"""The form of convert-release in the web page: its fields, their limits and what they say.

It begins with the settings of whoever makes the deployment, which are the library's: a release
that is started as the form stands is no conversion with settings of its own.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from flows.settings import LANGUAGE, PAGES, Settings, read_settings

OURS = read_settings()
LONGEST = 3600.0  # seconds a page; what an operator set for the library may be more
# None counts as not given (`flows.settings`): it cannot undo what the library has.
NO_DPI = "follows the scan" if OURS.dpi is None else f"is the library's {OURS.dpi}"


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
    ] = OURS.language
    dpi: Annotated[
        int | None,
        Field(
            title="Resolution",
            ge=72,
            le=1200,
            description=f"Dots per inch to rasterize at; empty {NO_DPI}.",
        ),
    ] = OURS.dpi
    pages: Annotated[
        str, Field(title="Pages", pattern=PAGES, description="Such as 1-3,7; empty for all.")
    ] = OURS.pages
    timeout: Annotated[
        float,
        Field(
            title="Time limit",
            gt=0,
            le=max(LONGEST, OURS.timeout),
            description="Seconds a program has for a page.",
        ),
    ] = OURS.timeout
    max_pages: Annotated[
        int, Field(title="Longest release", ge=1, description="Refuse releases with more pages.")
    ] = OURS.max_pages
    text_layer: Annotated[
        Literal["ignore", "use"],
        Field(
            title="Text layer",
            description="Whether pages born digital may be read from the file's own text.",
        ),
    ] = OURS.text_layer
    layout: Annotated[
        Literal["paragraphs", "lines"],
        Field(title="Layout", description="Whether typed lines become paragraphs or stay lines."),
    ] = OURS.layout
    outputs: Annotated[
        list[Literal["alto", "hocr", "markdown", "pdf", "tei"]],
        Field(
            title="Also write",
            description="Formats to write beside the text and the record, also of a release that "
            "is converted already.",
        ),
    ] = []

    @property
    def asked(self) -> dict[str, object]:
        """The settings that were asked for."""
        return self.model_dump(exclude={"release", "outputs"})

    @property
    def settings(self) -> Settings:
        """As the settings of a conversion."""
        return read_settings(**self.asked)
