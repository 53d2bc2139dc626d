"""The library page as it is served: to this machine alone, what it links to alone, as it is now."""

import http.client
import socket
import threading
from contextlib import contextmanager

import pytest
from click.testing import CliRunner

from flows.browse_server import LOOPBACK, Shelf, asks_us, server, stamp_of
from flows.cli import cli
from flows.output import RECORD
from tests.shelf_of_records import put, released

UNLINKED = "nothing that the page links to"


@contextmanager
def served(home):
    """The port at which a folder is shown."""
    shelf = Shelf(home, lasting=0)
    shelf.now()
    with server(shelf) as made:
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


def test_a_folder_that_cannot_be_read_by_now_shows_the_last_page_and_comes_back(home):
    with served(home) as port:
        record = home / "letter" / RECORD
        record.rename(home / "aside")
        before, (status, page) = asked(port, "/stamp")[1], asked(port)
        assert (status, "letter.pdf" in page, before in page) == (200, True, False)
        (home / "aside").rename(record)
        put(home, "memo", released("memo.pdf", 2))
        assert "memo.pdf" in asked(port)[1]


def test_a_stamp_is_told_without_a_record_being_read(home):
    with served(home) as port:
        (home / "letter" / RECORD).write_text("no record at all")
        assert asked(port, "/stamp") == (200, stamp_of(home))


def test_a_stamp_lasts_for_all_who_ask_at_once(home):
    shelf = Shelf(home, lasting=3600)
    before = shelf.stamp()
    put(home, "memo", released("memo.pdf", 2))
    assert shelf.stamp() == before != stamp_of(home)


def test_what_is_still_being_written_and_links_to_nowhere_are_no_part_of_the_stamp(home):
    before = stamp_of(home)
    put(home, ".readingroom-memo", released("memo.pdf", 2))
    (home / "gone").symlink_to(home / "nowhere")
    (home / "round").symlink_to(home / "round")
    assert stamp_of(home) == before
    put(home, "memo", released("memo.pdf", 2))
    assert stamp_of(home) != before


def test_an_address_that_is_none_is_refused_and_who_goes_away_is_not_missed(home, capfd):
    with served(home) as port:
        host = f"Host: {LOOPBACK}:{port}\r\n\r\n".encode()
        with socket.create_connection((LOOPBACK, port), timeout=10) as asking:
            asking.sendall(b"GET http://[ HTTP/1.1\r\n" + host)
            assert b" 400 " in asking.recv(100)
        (home / "letter" / "text.txt").write_bytes(b"FERRY " * 2_000_000)
        with socket.create_connection((LOOPBACK, port), timeout=10) as asking:
            asking.sendall(b"GET /letter/text.txt HTTP/1.1\r\n" + host)
            asking.recv(100)
        assert asked(port)[0] == 200
    assert capfd.readouterr().err == ""


def test_port_80_is_meant_where_none_is_named():
    assert asks_us("localhost", 80)
    assert not asks_us("localhost", 8080)


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
