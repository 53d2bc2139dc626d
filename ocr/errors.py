"""Reasons a release cannot be converted, or only in part.

    ReadingRoomError              exit 1    (never raised itself)
    ├── InputMissing              exit 3    no such file, or not a file
    ├── NotARelease               exit 4    not a PDF, TIFF, PNG or JPEG
    │   └── EmptyFile             exit 5    zero bytes
    ├── DamagedFile               exit 6    truncated or broken beyond reading
    ├── EncryptedPdf              exit 7    asks for a user password
    ├── NoPages                   exit 8    opens, but holds no page
    ├── TooManyPages              exit 9    more than the page limit
    ├── MissingLanguage           exit 10   Tesseract lacks the language's data
    ├── MissingTool               exit 11   tesseract or poppler is not installed
    ├── InputUnreadable           exit 14   no permission to read the file
    ├── MissingModel              exit 27   what the second reader needs is not installed
    └── PageFailed                exit 16   a page could not be read; the others were
        └── PageTooLarge          exit 17   more pixels than the limit

What only the commands can meet (a library, a ledger, an index, corrections) is in
`flows/errors.py`, the rest of this tree.

Each says in one line which file, what is wrong and what to do about it. A bug
is not in this list: it surfaces as an ordinary Python exception.

The facts are the arguments and the sentence is made in __str__, so that an
error survives pickling on its way out of a worker process.
"""

from pathlib import Path


class ReadingRoomError(Exception):
    """Something about the input or the machine that a person can put right."""

    exit_code = 1


class FileError(ReadingRoomError):
    """An error that is about one file; subclasses say what and the remedy."""

    sentence = "{path} cannot be used"

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        return self.sentence.format(path=self.path)


class InputMissing(FileError):
    """There is no file of that name."""

    exit_code = 3
    sentence = "{path}: there is no such file; check the name and the folder"


class NotARelease(FileError):
    """The bytes are of no kind that can be read."""

    exit_code = 4
    sentence = (
        "{path} is not a PDF, TIFF, PNG or JPEG; "
        "convert it to PDF first, or check that the download is complete"
    )


class EmptyFile(NotARelease):
    """The file has no bytes."""

    exit_code = 5
    sentence = "{path} is empty (zero bytes); download or copy it again"


class DamagedFile(FileError):
    """It says it is a PDF or an image, and does not open as one."""

    exit_code = 6
    sentence = (
        "{path} is damaged or cut short, and no page of it opens; download it again "
        "and compare checksums, or try to repair it: qpdf IN.pdf OUT.pdf"
    )


class EncryptedPdf(FileError):
    """The PDF asks for a password to be opened at all."""

    exit_code = 7
    sentence = (
        "{path} is encrypted and asks for a password, so its pages cannot be read; "
        "decrypt it first: qpdf --decrypt --password=... IN.pdf OUT.pdf"
    )


class NoPages(FileError):
    """The file opens and is empty inside."""

    exit_code = 8
    sentence = "{path} holds no pages; check that the right file was exported"


class TooManyPages(ReadingRoomError):
    """More pages than this run was told to accept."""

    exit_code = 9

    def __init__(self, path: Path, pages: int, limit: int) -> None:
        super().__init__(path, pages, limit)
        self.path, self.pages, self.limit = path, pages, limit

    def __str__(self) -> str:
        return (
            f"{self.path} has {self.pages} pages, more than the limit of {self.limit}; "
            "split it, or raise the limit with --max-pages"
        )


class MissingLanguage(ReadingRoomError):
    """Tesseract has no data for a language that was asked for."""

    exit_code = 10

    def __init__(self, language: str) -> None:
        super().__init__(language)
        self.language = language

    def __str__(self) -> str:
        package = "tesseract-ocr-" + self.language.replace("_", "-")
        return (
            f"Tesseract has no data for language {self.language!r}; "
            f"install it, on Debian: apt install {package}"
        )


class MissingTool(ReadingRoomError):
    """A program we call is not installed."""

    exit_code = 11

    def __init__(self, program: str, package: str) -> None:
        super().__init__(program, package)
        self.program, self.package = program, package

    def __str__(self) -> str:
        return (
            f"{self.program} is not on PATH; install it, on Debian: apt install {self.package}, "
            f"on macOS: brew install {'poppler' if 'poppler' in self.package else 'tesseract'}"
        )


class MissingModel(ReadingRoomError):
    """A Python package that the second reader needs is not there, or not whole."""

    exit_code = 27

    def __init__(self, what: str, package: str) -> None:
        super().__init__(what, package)
        self.what, self.package = what, package

    def __str__(self) -> str:
        return (
            f"the second reader lacks {self.what}; "
            f"install the locked packages again: pip install {self.package}"
        )


class InputUnreadable(FileError):
    """The file is there, and may not be read."""

    exit_code = 14
    sentence = "{path} may not be read by this user; change its permissions: chmod u+r FILE"


class PageFailed(ReadingRoomError):
    """One page could not be rasterized or read; the others were."""

    exit_code = 16

    def __init__(self, path: Path, number: int, why: str) -> None:
        super().__init__(path, number, why)
        self.path, self.number, self.why = path, number, why

    def __str__(self) -> str:
        return (
            f"{self.path}: page {self.number} could not be read ({self.why}); the other pages "
            "were converted: look at the page, and convert it again on its own"
        )


class PageTooLarge(PageFailed):
    """A page would have more pixels than the limit, and was not rasterized."""

    exit_code = 17

    def __str__(self) -> str:
        return (
            f"{self.path}: page {self.number} is too large to rasterize ({self.why}); the other "
            "pages were converted: raise --max-pixels or lower --dpi"
        )


def first_line(reason: Exception) -> str:
    """What a library's error says in its first line, or its kind when it says nothing."""
    return (str(reason).strip().splitlines() or [type(reason).__name__])[0]
