"""The form of convert-release: as it stands, it asks for what the library does."""

import runpy

import pytest
from pydantic import ValidationError

from flows.programs import ROOT
from flows.settings import read_settings


@pytest.fixture
def form(monkeypatch):
    """The form of a library with these settings."""

    def made(**settings):
        for name, value in settings.items():
            monkeypatch.setenv(f"READINGROOM_{name.upper()}", value)
        # As a module of its own: others have imported it with the settings of the tests.
        return runpy.run_path(str(ROOT / "flows" / "prefect_form.py"))["Conversion"]

    return made


def test_the_form_as_it_stands_is_accepted_with_a_time_limit_beyond_its_own(form):
    conversion = form(timeout="7200")
    as_it_stands = {
        key: says["default"] for key, says in fields(conversion).items() if "default" in says
    }
    asked = conversion.model_validate({"release": "inbox/letter.pdf"} | as_it_stands)
    assert asked.settings == read_settings()
    with pytest.raises(ValidationError, match="7200"):
        conversion(release="inbox/letter.pdf", timeout=7201)


def test_a_time_limit_has_an_end_where_the_library_sets_a_short_one(form):
    with pytest.raises(ValidationError, match="3600"):
        form(timeout="60")(release="inbox/letter.pdf", timeout=3601)


@pytest.mark.parametrize(
    ("given", "says"),
    [({}, "empty follows the scan"), ({"dpi": "400"}, "empty is the library's 400")],
)
def test_the_form_says_what_an_empty_resolution_means(form, given, says):
    conversion = form(**given)
    assert says in fields(conversion)["dpi"]["description"]
    assert conversion(release="x.pdf", dpi=None).settings.dpi == read_settings().dpi


def fields(conversion):
    """Its fields as the web page is told of them."""
    return conversion.model_json_schema()["properties"]
