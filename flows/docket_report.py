"""The docket written out: a line each, JSON, CSV, or a page to look at.

Posts, subjects and file names come from scans and strangers: control characters are
escaped, the page takes nothing as markup, and no spreadsheet runs a cell as a formula.
"""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict

from jinja2 import Environment

from flows.docket import Wanted
from flows.library import shown
from flows.redactions_report import as_cell

COLUMNS = ("kind", "year", "post", "number", "date", "subject", "missing", "releases", "page")
KINDS = {
    "section": "Missing sections",
    "cited": "Cables cited and not held",
    "page": "Withheld pages",
    "paragraph": "Withheld paragraphs",
    "number": "Paragraph numbers not there",
    "bates": "Bates numbers not there",
}

PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Docket</title>
<style>
body { font: 16px/1.4 serif; margin: 2em; }
table { border-collapse: collapse; margin-bottom: 2em; }
th, td { border-bottom: 1px solid #bbb; padding: .3em .8em .3em 0; }
th, td { text-align: left; vertical-align: top; }
</style>
</head>
<body>
<h1>Docket</h1>
{% if not groups %}<p>Nothing is known to be missing.</p>{% endif %}
{% for title, rows in groups %}
<h2>{{ title }} ({{ rows|length }})</h2>
<table>
<tr><th>Cable</th><th>Date</th><th>Subject</th><th>Missing</th><th>Shown by</th></tr>
{% for row in rows %}
<tr>
<td>{{ row.post }}{% if row.number is not none %} {{ row.number }}{% endif %}</td>
<td>{{ row.date[:10] or row.year or "" }}</td>
<td>{{ row.subject }}</td>
<td>{{ row.missing }}</td>
<td>{{ row.releases|join(", ") }}{% if row.page %}, page {{ row.page }}{% endif %}</td>
</tr>
{% endfor %}
</table>
{% endfor %}
</body>
</html>
"""


def as_lines(found: Sequence[Wanted]) -> str:
    """A line each, to paste into a request."""
    return "".join(f"{shown(wanted.line)}\n" for wanted in found)


def as_json_lines(found: Sequence[Wanted]) -> str:
    """One object a line; `line` is the one to paste."""
    return "".join(
        json.dumps(asdict(wanted) | {"line": shown(wanted.line)}, ensure_ascii=False) + "\n"
        for wanted in found
    )


def as_csv(found: Sequence[Wanted]) -> str:
    """A header and a row each; what is not known is an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow((*COLUMNS, "line"))
    writer.writerows(_row(wanted) for wanted in found)
    return out.getvalue()


def _row(wanted: Wanted) -> list[object]:
    values = asdict(wanted) | {
        "releases": "; ".join(wanted.releases),
        "page": wanted.page or None,
        "line": wanted.line,
    }
    cells = (values[name] for name in (*COLUMNS, "line"))
    return [as_cell(shown(cell)) if isinstance(cell, str) else cell for cell in cells]


def as_html(found: Sequence[Wanted]) -> str:
    """One page that needs nothing else and runs nothing."""
    page = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(PAGE)
    groups = [
        (title, [_printable(wanted) for wanted in found if wanted.kind == kind])
        for kind, title in KINDS.items()
    ]
    return page.render(groups=[(title, rows) for title, rows in groups if rows])


def _printable(wanted: Wanted) -> dict[str, object]:
    values = asdict(wanted) | {"releases": [shown(name) for name in wanted.releases]}
    return {
        name: shown(value) if isinstance(value, str) else value for name, value in values.items()
    }
