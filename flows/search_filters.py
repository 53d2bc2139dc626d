"""The filters of a search as conditions in SQL, the same for SQLite and PostgreSQL.

Values go by `:name`. What is compared without regard to case was put into small letters
when it was taken in.
"""

from typing import Any

from flows.search_index import Filters

# Of the document that is shown with a page: the first that the filters ask for.
FIELDS = ("post", "year", "dtg", "subject")
SHOWN = ", ".join(f"shown.{name}" for name in FIELDS)


def shown(filters: Filters, link: str, document: str) -> str:
    """A join that adds the document `shown` to rows of `page`; `link`, `document` are tables."""
    return (
        f" LEFT JOIN {document} AS shown ON shown.id = ("  # noqa: S608 - names of ours
        f"SELECT min(document.id) FROM {link} AS document_page"
        f" JOIN {document} AS document ON document.id = document_page.document"
        f" WHERE document_page.page = page.id{_of_document(filters)})"
    )


def conditions(filters: Filters) -> str:
    """What must be true of `page` and of its document `shown`."""
    asked = ["page.codes LIKE :code"] if filters.code else []
    asked += ["page.redactions > 0"] if filters.withheld else []
    asked += ["shown.id IS NOT NULL"] if _of_document(filters) else []
    return "".join(f" AND {each}" for each in asked)


def _of_document(filters: Filters) -> str:
    asked = {
        "document.post = :post": filters.post,
        "document.year = :year": filters.year is not None,
        "document.tags LIKE :tag": filters.tag,
        "document.sender LIKE :sender": filters.sender,
        "document.classification = :classification": filters.classification,
    }
    return "".join(f" AND {said}" for said, wanted in asked.items() if wanted)


def values(filters: Filters) -> dict[str, Any]:
    """What the conditions compare with."""
    return {
        "code": f"%,{_plain(filters.code)},%",
        "post": _clean(filters.post).upper(),
        "year": filters.year,
        "tag": f"%,{_plain(filters.tag)},%",
        "sender": f"%{_plain(filters.sender)}%",
        "classification": _clean(filters.classification).casefold(),
    }


def listed(texts: tuple[str, ...]) -> str:
    """Several texts as one column that `LIKE` finds each of."""
    return f",{','.join(texts)},".casefold() if texts else ""


def _plain(text: str) -> str:
    """Text as it was taken in, without what LIKE takes for any letter."""
    return _clean(text).casefold().replace("%", "").replace("_", "").replace("\\", "")


def _clean(text: str) -> str:
    """Text that any database takes: what is typed need not be text."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")
