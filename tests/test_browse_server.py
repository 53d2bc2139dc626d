"""The library page as it is served: to this machine alone, what it links to alone, as it is now."""

import http.client
import threading
from contextlib import contextmanager

import pytest
from click.testing import CliRunner

from flows.browse_server import LOOPBACK, server
from flows.cli import cli
from flows.output import RECORD
from tests.shelf_of_records import put, released

UNLINKED = "nothing that the page links to"


@contextmanager
def served(home):
    """The port at which a folder is shown."""
    with server(home) as made:
        thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield made.server_port
        finally:
            made.shutdown()
            thread.join()


def asked(port, path="/", **headers):
    """The answer's status, and what it says."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=10)
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


@pytest.fixture
def home(tmp_path):
    put(tmp_path, "letter", released("letter.pdf", 1))
    return tmp_path


def test_the_page_and_what_it_links_to_are_given(home):
    (home / "letter" / "text.txt").write_text("THE NIGHT FERRY\n")
    with served(home) as port:
        status, page = asked(port)
        assert (status, "letter.pdf" in page) == (200, True)
        assert 'href="./letter/text.txt"' in page
        assert asked(port, "/letter/text.txt") == (200, "THE NIGHT FERRY\n")


@pytest.mark.parametrize(
    "path",
    [
        "/letter/release.json",
        "/secret.txt",
        "/letter/../secret.txt",
        "/letter/%2e%2e/secret.txt",
        "//etc/passwd",
        "/letter/text.txt/",
        "/letter%00/text.txt",
    ],
)
def test_nothing_else_is_given(path, home):
    (home / "secret.txt").write_text(UNLINKED)
    with served(home) as port:
        status, said = asked(port, path)
    assert (status, UNLINKED in said) == (404, False)


@pytest.mark.parametrize("host", ["example.org", "example.org:{port}", "127.0.0.1", ""])
def test_a_page_of_the_web_that_gives_itself_our_address_is_refused(host, home):
    with served(home) as port:
        status, said = asked(port, Host=host.format(port=port))
    assert (status, "letter" in said) == (421, False)


def test_what_comes_is_on_the_page_when_it_is_looked_at_again(home):
    with served(home) as port:
        before = asked(port, "/stamp")
        assert asked(port, "/stamp") == before
        put(home, "memo", released("memo.pdf", 2))
        assert asked(port, "/stamp") != before
        assert "memo.pdf" in asked(port)[1]


def test_a_folder_that_is_empty_by_now_says_so_and_comes_back(home):
    with served(home) as port:
        record = home / "letter" / RECORD
        record.rename(home / "aside")
        assert asked(port)[0] == 503
        (home / "aside").rename(record)
        assert asked(port)[0] == 200


def test_it_serves_or_writes_and_needs_a_free_port(home):
    wrong = CliRunner().invoke(cli, ["browse", str(home), "--serve", "-o", "x.html"])
    assert wrong.exit_code == 2
    with served(home) as port:
        taken = CliRunner().invoke(cli, ["browse", str(home), "--serve", "--port", str(port)])
    assert (taken.exit_code, "--port" in taken.stderr) == (18, True)


@pytest.mark.slow
def test_in_a_browser_it_renews_itself_unless_someone_is_looking_for_something(browser, home):
    with served(home) as port:
        view = browser.new_page()
        said = []
        view.on("console", lambda message: said.append(message.text))
        view.goto(f"http://{LOOPBACK}:{port}/")
        put(home, "memo", released("memo.pdf", 2))
        view.get_by_text("memo.pdf").first.wait_for()
        view.fill("#query", "letter")
        put(home, "third", released("third.pdf", 3))
        view.locator("#renew").wait_for()
        assert view.input_value("#query") == "letter"
        view.click("#renew")
        view.get_by_text("third.pdf").first.wait_for()
        view.close()
    assert said == []
