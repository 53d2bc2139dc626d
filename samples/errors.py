"""Why a sample cannot be made.

    SampleError
    ├── MissingFontError     a Debian font package is not installed
    ├── CutAcrossPagesError  a script's cut runs over the end of a page
    └── PageCountError       a script's text fills more or fewer pages than it has stamps for

The first is for whoever makes samples, the others for whoever writes one.
"""

from pathlib import Path


class SampleError(Exception):
    """Something about the machine or the script that a person can put right."""


class MissingFontError(SampleError):
    """A font the samples are typed with is not installed."""

    def __init__(self, path: Path, package: str) -> None:
        super().__init__(path, package)
        self.path, self.package = path, package

    def __str__(self) -> str:
        return f"{self.path} is missing; install it, on Debian: apt install {self.package}"


class CutAcrossPagesError(SampleError):
    """A cut does not end on the page where it starts, so it has no one box."""

    def __init__(self, cut: int, page: int) -> None:
        super().__init__(cut, page)
        self.cut, self.page = cut, page

    def __str__(self) -> str:
        return f"cut {self.cut} runs over the end of page {self.page}; make it or the page shorter"


class PageCountError(SampleError):
    """The text of a release fills more or fewer pages than it has stamps for."""

    def __init__(self, name: str, typed: int, stamped: int) -> None:
        super().__init__(name, typed, stamped)
        self.name, self.typed, self.stamped = name, typed, stamped

    def __str__(self) -> str:
        return (
            f"{self.name} fills {self.typed} pages and has stamps for {self.stamped}; "
            "change its text or its stamps"
        )
