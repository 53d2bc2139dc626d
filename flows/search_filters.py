"""The filters of a search as conditions in SQL, the same for SQLite and PostgreSQL.

Tables go by the names `page`, `document` and `document_page`, values by `:name`. What is
compared without regard to case was put into small letters when it was taken in.
"""

from typing import Any

from flows.search_index import Filters

FIELDS = ("post", "year", "dtg", "subject")
# The document of a page that is shown with it: the first that the filters ask for.
DOCUMENT_OF = (
    "SELECT document.post, document.year, document.dtg, document.subject"
    " FROM {link} AS document_page JOIN {document} AS document"
    " ON document.id = document_page.document"
    " WHERE document_page.page = :page{where} ORDER BY document.id LIMIT 1"
)


def of_page(filters: Filters, link: str, document: str) -> str:
    """The condition on a page; `link` and `document` are names of tables."""
    asked = ["page.codes LIKE :code"] if filters.code else []
    asked += ["page.redactions > 0"] if filters.withheld else []
    where = of_document(filters)
    if where:
        asked.append(
            f"EXISTS (SELECT 1 FROM {link} AS document_page"  # noqa: S608 - names of ours
            f" JOIN {document} AS document ON document.id = document_page.document"
            f" WHERE document_page.page = page.id{where})"
        )
    return "".join(f" AND {each}" for each in asked)


def of_document(filters: Filters) -> str:
    """The condition on a document."""
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
