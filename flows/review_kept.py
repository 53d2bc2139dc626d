"""The pictures in a review page that stands already, when the release itself may be away.

Read as a browser would: the `<img>` of each `<section class="page">`, which is called by its
number. What a scan says is text in that page, so no text of it can look like one.
"""

from html.parser import HTMLParser

from flows.review import Picture


def pictures_kept(page: str) -> Picture:
    """What gives the picture of a page by its number; "" of one that the review page lacks."""
    found = _Pictures()
    found.feed(page)
    found.close()
    return lambda number: found.by_number.get(number, "")


class _Pictures(HTMLParser):
    """The source of each page's picture, by the page's number."""

    def __init__(self) -> None:
        super().__init__()
        self.by_number: dict[int, str] = {}
        self._number: int | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note which page begins, and the first picture in it."""
        told = dict(attrs)
        if tag == "section":
            number = told.get("data-number") or ""
            self._number = int(number) if number.isdecimal() else None
        source = told.get("src") or ""
        # Someone may have changed the file: what is not a picture in it is not shown again.
        if tag == "img" and self._number is not None and source.startswith("data:image/"):
            self.by_number.setdefault(self._number, source)
