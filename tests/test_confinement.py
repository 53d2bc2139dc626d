"""What a run started from afar may read."""

import pytest

from flows.confinement import confined
from flows.errors import NotAllowed
from flows.library import make_library
from flows.settings import LibrarySettings
from ocr.errors import InputMissing


@pytest.fixture
def library(tmp_path):
    made = make_library(tmp_path / "library")
    (made.inbox / "a.pdf").touch()
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "b.pdf").touch()
    (tmp_path / "secret.pdf").touch()
    return made


def rules(library, roots=""):
    return LibrarySettings(home=library.home, allowed_roots=str(roots))


def test_a_file_of_the_library_may_be_read_by_its_path_there_or_in_full(library):
    wanted = (library.inbox / "a.pdf").resolve()
    assert confined("inbox/a.pdf", library, rules(library)) == wanted
    assert confined(str(wanted), library, rules(library)) == wanted


def test_a_folder_that_the_operator_lists_may_be_read(library, tmp_path):
    roots = f"{tmp_path / 'archive'}:{tmp_path / 'elsewhere'}"
    assert confined(f"{tmp_path}/archive/b.pdf", library, rules(library, roots))


@pytest.mark.parametrize(
    "asked",
    [
        "/etc/passwd",
        "../secret.pdf",
        "inbox/../../secret.pdf",
        ".auth",
        "ledger.db",
        "inbox/link.pdf",
        "inbox/folder/secret.pdf",
        "inbox/a.pdf\0.pdf",
        "prefect/prefect.db",
        "releases/x-12345678/text.txt",
        "quarantine/x.pdf",
        "work/x.pdf",
    ],
)
def test_everything_else_is_refused_through_whatever_links_it_is_asked(library, tmp_path, asked):
    (library.inbox / "link.pdf").symlink_to(tmp_path / "secret.pdf")
    (library.inbox / "folder").symlink_to(tmp_path)
    (library.home / "prefect").mkdir()
    (library.home / "prefect" / "prefect.db").touch()
    (library.home / "ledger.db").touch()
    (library.releases / "x-12345678").mkdir()
    for ours in ("releases/x-12345678/text.txt", "quarantine/x.pdf", "work/x.pdf"):
        (library.home / ours).touch()
    with pytest.raises(NotAllowed):
        confined(asked, library, rules(library))


def test_a_neighbour_whose_name_begins_like_an_allowed_folder_is_refused(library, tmp_path):
    (tmp_path / "archive2").mkdir()
    (tmp_path / "archive2" / "c.pdf").touch()
    with pytest.raises(NotAllowed):
        confined(f"{tmp_path}/archive2/c.pdf", library, rules(library, tmp_path / "archive"))


def test_a_file_that_is_not_there_is_missing_and_not_forbidden(library):
    with pytest.raises(InputMissing):
        confined("inbox/gone.pdf", library, rules(library))
