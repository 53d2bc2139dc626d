"""Reasons a command cannot do what it was asked, beyond those of reading (`ocr.errors`).

    ReadingRoomError              exit 1    (never raised itself)
    ├── OutputNotWritable         exit 12   the output folder cannot be written
    ├── DiskFull                  exit 13   no room for the output
    ├── NoSuchPage                exit 15   a page number the release does not have
    ├── BadSetting                exit 18   a READINGROOM_ variable or an option that cannot be used
    ├── NoLibrary                 exit 19   the library folder was never made
    ├── LedgerUnusable            exit 20   the ledger's database does not answer
    ├── NotAllowed                exit 21   a path outside the folders that may be read
    ├── NoServer                  exit 24   no Prefect server answers
    ├── KeepsBreakingOff          exit 23   its conversion ended its process every time
    ├── NoLedger                  exit 35   a folder that no conversion wrote to
    ├── NotARecord                exit 25   not a release.json of this version
    ├── NoReleases                exit 26   a folder without a release in it
    ├── BadRules                  exit 32   a file of READINGROOM_RULES that cannot be used
    ├── NothingToRetry            exit 22   no failed or quarantined release of that name
    ├── OriginalMissing           exit 30   the release is not beside its record
    ├── OtherRelease              exit 31   a record of another release than the one given
    ├── IndexUnusable             exit 33   the search index cannot be opened or made
    ├── BadQuery                  exit 34   a search for nothing, or for too much
    ├── BadCorrections            exit 40   a file of corrections that cannot be used
    ├── CorrectionsOfAnother      exit 41   corrections of another release
    ├── UnfitCorrections          exit 42   corrections that find no word; the others are in
    ├── UnderRedaction            exit 43   a correction of what a redaction hides
    ├── NoPagesKept               exit 44   a folder without the pages as they were read
    ├── OneRelease                exit 45   the folder of one release, where one of many is wanted
    └── TooInvolved               exit 29   a PDF too involved to be taken apart

The same tree, the same rules: one line that names the file, what is wrong and the remedy; no
exit code stands twice in the two.
"""

from pathlib import Path

from ocr.errors import FileError, ReadingRoomError


class OriginalMissing(FileError):
    """A release's pages are wanted and only its record is there."""

    exit_code = 30
    sentence = "{path}: the release itself is not in its original/; name it with --source"


class OtherRelease(ReadingRoomError):
    """The release that was named is not the one the record was made of."""

    exit_code = 31

    def __init__(self, path: Path, name: str) -> None:
        super().__init__(path, name)
        self.path, self.name = path, name

    def __str__(self) -> str:
        return f"{self.path} is not the file the record was made of ({self.name}); name that one"


class IndexUnusable(FileError):
    """SQLite cannot open or make the search index."""

    exit_code = 33
    sentence = "{path}: the search index cannot be used; delete it, it is made anew"


class BadQuery(ReadingRoomError):
    """What was typed cannot be searched for."""

    exit_code = 34

    def __init__(self, query: str, why: str) -> None:
        super().__init__(query, why)
        self.query, self.why = query, why

    def __str__(self) -> str:
        return f"{self.query!r} cannot be searched for: {self.why}"


class BadCorrections(ReadingRoomError):
    """A file of corrections that is damaged, or none."""

    exit_code = 40

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(path, why)
        self.path, self.why = path, why

    def __str__(self) -> str:
        return (
            f"{self.path} cannot be used as corrections ({self.why}); "
            "save them again from the review page"
        )


class CorrectionsOfAnother(ReadingRoomError):
    """Corrections that were made on the review page of another release."""

    exit_code = 41

    def __init__(self, path: Path, of: str, name: str) -> None:
        super().__init__(path, of, name)
        self.path, self.of, self.name = path, of, name

    def __str__(self) -> str:
        return (
            f"{self.path} holds corrections of another release ({self.of}), not of {self.name}; "
            "name the folder of that one"
        )


class UnfitCorrections(ReadingRoomError):
    """Corrections that find no word in a line; those that do were applied."""

    exit_code = 42

    def __init__(self, path: Path, count: int, first: str) -> None:
        super().__init__(path, count, first)
        self.path, self.count, self.first = path, count, first

    def __str__(self) -> str:
        return (
            f"{self.path}: {self.count} corrections found no word (the first: {self.first}); "
            "they are kept and the others applied: make them again on the review page as it is now"
        )


class UnderRedaction(ReadingRoomError):
    """A correction that would put text in the place of a redaction."""

    exit_code = 43

    def __init__(self, path: Path, number: int, page: int) -> None:
        super().__init__(path, number, page)
        self.path, self.number, self.page = path, number, page

    def __str__(self) -> str:
        return (
            f"{self.path}: correction {self.number} is of what a redaction on page {self.page} "
            "hides, and no text is put there; take it out, nothing was applied"
        )


class NoPagesKept(FileError):
    """The folder of a release without the pages as they were read."""

    exit_code = 44
    sentence = (
        "{path} does not hold the pages as they were read, or holds them damaged; "
        "convert the release again into the same folder"
    )


class TooInvolved(FileError):
    """The file cannot be taken apart within the limits of memory and time."""

    exit_code = 29
    sentence = (
        "{path} needs more memory or time than may be used to take it apart; "
        "print it to a new PDF and use that, or split it"
    )


class OutputNotWritable(ReadingRoomError):
    """The folder for the output cannot be made or written to."""

    exit_code = 12

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(path, why)
        self.path, self.why = path, why

    def __str__(self) -> str:
        return f"{self.path} cannot be written ({self.why}); choose another folder with -o"


class DiskFull(FileError):
    """The disk filled up; what was half-written has been removed."""

    exit_code = 13
    sentence = "no room left on the disk of {path}; nothing was written: make room and run again"


class NoSuchPage(ReadingRoomError):
    """A page was asked for that the release does not have."""

    exit_code = 15

    def __init__(self, path: Path, number: int, pages: int) -> None:
        super().__init__(path, number, pages)
        self.path, self.number, self.pages = path, number, pages

    def __str__(self) -> str:
        return f"{self.path} has no page {self.number}; choose one from 1 to {self.pages}"


class BadSetting(ReadingRoomError):
    """An environment variable or an option holds a value that cannot be used."""

    exit_code = 18

    def __init__(self, variable: str, why: str) -> None:
        super().__init__(variable, why)
        self.variable, self.why = variable, why

    def __str__(self) -> str:
        return f"{self.variable} cannot be used ({self.why}); correct it or unset it"


class OneRelease(FileError):
    """The folder of one release, where one of many is wanted."""

    exit_code = 45
    sentence = "{path} is the folder of one release; name the folder it lies in: {parent}"

    def __str__(self) -> str:
        return self.sentence.format(path=self.path, parent=self.path.absolute().parent)


class BadRules(ReadingRoomError):
    """A file of rules for furniture that cannot be used as it is."""

    exit_code = 32

    def __init__(self, path: Path, line: int, why: str) -> None:
        super().__init__(path, line, why)
        self.path, self.line, self.why = path, line, why

    def __str__(self) -> str:
        return (
            f"{self.path}, line {self.line}: {self.why}; correct it (docs/furniture.md has the "
            "keys), or move it out of the folder READINGROOM_RULES names"
        )


class NoLibrary(FileError):
    """The folder is no library; `readingroom init` was not run."""

    exit_code = 19
    sentence = (
        "{path} is not a library; make one with: readingroom init, "
        "or name another with READINGROOM_HOME"
    )


class NoLedger(FileError):
    """A folder without the ledger that `readingroom convert` keeps beside its outputs."""

    exit_code = 35
    sentence = (
        "{path} holds no ledger of conversions; name the folder given to "
        "readingroom convert -o, or leave it out to ask the library"
    )


class LedgerUnusable(ReadingRoomError):
    """The database of the ledger cannot be opened, read or written."""

    exit_code = 20

    def __init__(self, url: str, why: str) -> None:
        super().__init__(url, why)
        self.url, self.why = url, why

    def __str__(self) -> str:
        return (
            f"the ledger {self.url} cannot be used ({self.why}); "
            "check READINGROOM_LEDGER_URL, the disk and the database server"
        )


class NotAllowed(FileError):
    """A path that leads out of the library and of the folders the operator lists."""

    exit_code = 21
    sentence = (
        "{path} lies outside the folders that may be read; put the file into the inbox, "
        "or let the operator add its folder to READINGROOM_ALLOWED_ROOTS"
    )


class NoServer(ReadingRoomError):
    """A run was to be tracked, and no Prefect server is configured or answers."""

    exit_code = 24

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url

    def __str__(self) -> str:
        return (
            f"no Prefect server answers at {self.url or 'PREFECT_API_URL, which is not set'}; "
            "start one with: readingroom serve, or leave out --track"
        )


class KeepsBreakingOff(ReadingRoomError):
    """A release whose conversion was broken off several times without getting further."""

    exit_code = 23

    def __init__(self, path: Path, tries: int) -> None:
        super().__init__(path, tries)
        self.path, self.tries = path, tries

    def __str__(self) -> str:
        return (
            f"{self.path}: its conversion was broken off {self.tries} times without getting "
            "a page further; convert it by hand with --jobs 1 --verbose to see where"
        )


class NothingToRetry(ReadingRoomError):
    """No failed or quarantined release answers to a name."""

    exit_code = 22

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return (
            f"no failed or quarantined release is called {self.name!r}; "
            "readingroom status lists them"
        )


class NotARecord(FileError):
    """A JSON file that is no `release.json`, or one of an older version."""

    exit_code = 25
    sentence = (
        "{path} is not a release.json of this version; convert its release again, "
        "or name the release itself"
    )


class NoReleases(FileError):
    """A folder in which nothing can be looked at."""

    exit_code = 26
    sentence = (
        "{path} holds no PDF, TIFF, PNG, JPEG or release.json; name another folder, or the files"
    )
