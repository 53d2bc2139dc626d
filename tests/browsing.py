"""Pages that stand on disk, looked at in a real browser."""

SCREEN, PHONE = (1280, 800), (390, 844)


def opened(browser, path, size):
    """The page at a size, what its console says and what it asks any host for.

    On the phone it is dark.
    """
    width, height = size
    view = browser.new_page(
        viewport={"width": width, "height": height},
        reduced_motion="reduce",
        color_scheme="dark" if size == PHONE else "light",
    )
    said, asked = [], []

    def note(request):
        # What it makes itself, such as a file to save, comes from no host.
        if not request.url.startswith(("data:", "blob:", path.as_uri())):
            asked.append(request.url)

    view.on("console", lambda message: said.append(message.text))
    view.on("pageerror", lambda error: said.append(str(error)))
    view.on("request", note)
    view.goto(path.as_uri())
    return view, said, asked


def serious(view):
    """What axe finds that keeps anyone from using the page."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(view).response["violations"]
    return [each for each in found if each["impact"] in ("serious", "critical")]
