"""The web page as people use it: a conversion started from its form, watched to its end."""

import json
import shutil
from pathlib import Path

import pytest

from tests.served import until

ROOT = Path(__file__).parent.parent
SETTLES = 2000  # milliseconds the form takes to look at what was typed
SCREENSHOTS = ROOT / "build" / "screenshots"

pytestmark = pytest.mark.slow


@pytest.fixture
def page(served):
    """A page of headless Chromium, logged in to the server."""
    chromium = shutil.which("chromium")
    if not chromium:
        pytest.skip("Chromium is not installed: apt install chromium")
    from playwright.sync_api import sync_playwright

    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        # No sandbox of its own: CI runs as root, and the page is ours.
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        opened = browser.new_page(viewport={"width": 1300, "height": 1000})
        opened.set_default_timeout(180_000)
        opened.goto(f"http://127.0.0.1:{served.port}/")
        opened.locator("input").first.fill((served.home / ".auth").read_text().strip())
        opened.keyboard.press("Enter")
        opened.wait_for_url("**/dashboard**")
        yield opened
        browser.close()


def submitted(page, served):
    """The run that the form starts; none when a slow page lost what was typed."""
    page.wait_for_timeout(SETTLES)
    if "/run?" in page.url:
        # Its fields have no names of their own: the first text area is the release.
        page.locator("textarea").first.fill("inbox/.by hand.pdf")
        page.wait_for_timeout(SETTLES)
        page.screenshot(path=SCREENSHOTS / "form.png", full_page=True)
        page.get_by_role("button", name="Submit").click()
        page.wait_for_timeout(SETTLES)
    return next(iter(served.runs("convert-release")), None)


@pytest.mark.filterwarnings("default")  # sockets of urllib are closed a little late
def test_a_conversion_is_started_from_the_form_and_shows_its_artifacts(served, page):
    sample = ROOT / "samples" / "section-cable.pdf"
    (served.home / "inbox" / ".by hand.pdf").write_bytes(sample.read_bytes() + b"\n% by hand\n")
    deployment = served.ask("/deployments/name/convert-release/convert-release")["id"]
    page.goto(f"http://127.0.0.1:{served.port}/v2/deployments/deployment/{deployment}")
    page.get_by_role("button", name="Run").first.click()
    page.get_by_role("menuitem", name="Custom run").click()
    page.get_by_text("A file of the library, such as inbox/letter.pdf").wait_for()
    # The form is drawn before it has its defaults, and what is typed meanwhile is lost.
    page.locator("textarea").nth(1).filter(has_text="eng").wait_for()
    run = until(lambda: submitted(page, served), 300, "the run")["id"]
    page.goto(f"http://127.0.0.1:{served.port}/v2/runs/flow-run/{run}")
    until(lambda: served.artifacts(run), 300, "progress")
    page.screenshot(path=SCREENSHOTS / "running.png")
    served.completed(run)
    page.reload()
    page.get_by_role("tab", name="Artifacts").click()
    for shown in ("Summary", "Redactions", "text.txt", "release.json"):
        page.get_by_text(shown).first.wait_for()
    page.screenshot(path=SCREENSHOTS / "artifacts.png", full_page=True)
    summary = next(a for a in served.artifacts(run) if a["description"] == "Summary")
    page.goto(f"http://127.0.0.1:{served.port}/v2/artifacts/artifact/{summary['id']}")
    page.get_by_role("columnheader", name="lines stripped").wait_for()
    page.screenshot(path=SCREENSHOTS / "summary.png", full_page=True)
    record = next((served.home / "releases").glob("by_hand-*/release.json"))
    assert json.loads(record.read_text())["source"]["name"] == ".by hand.pdf"
