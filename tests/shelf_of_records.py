"""A folder of made-up records of many releases, for the page over them.

    python -m tests.shelf_of_records FOLDER [COUNT]

writes COUNT releases (1,000) to FOLDER, as `readingroom convert -o FOLDER` would have.
"""

import json
import random
import sys
from pathlib import Path

from flows.cable_record import SCHEMA as CABLE_SCHEMA
from flows.output import CABLES, RECORD, REVIEW, TEXT
from flows.record import SCHEMA

POSTS = ("KARVALA", "ELMA", "TORVIK", "STATE", "PORT ISEN")
SUBJECTS = (
    "PLANS FOR THE HARBORS",
    "NIGHT FERRY BIDS",
    "FODDER FOR THE ISLANDS",
    "A NEW LIGHTHOUSE",
)
CODES = ("(b)(1)", "(b)(3)", "(b)(6)", "1.4(b)", "1.4(d)", "(b)(7)(C)")
TAGS = ("PREL", "ELTN", "EINV", "PGOV")


def cable(year, post, number, *, total=3, missing=(), subject="A LIGHTHOUSE", tags=("PREL",)):
    """A cable as in a record; its sections have no copies."""
    present = [n for n in range(1, total + 1) if n not in missing]
    return {
        "mrn": {"year": year, "post": post, "number": number},
        "dtg": f"{year}-03-{number % 28 + 1:02}T12:00:00Z",
        "from": f"AMEMBASSY {post}",
        "subject": subject,
        "classification": "SECRET",
        "tags": list(tags),
        "sections": {"total": total, "present": present, "missing": list(missing)},
        "withheld_paragraphs": [],
    }


def released(name, number, told=None, *, codes=(), pages=1):
    """A record with what the page over a library looks at."""
    cuts = [{"codes": [code]} for code in codes]
    listed = [
        {"number": n, "status": "read", "confidence": 0.9, "redactions": cuts if n == 1 else []}
        for n in range(1, pages + 1)
    ]
    share = {"text_share": 0.05 * len(cuts), "hidden_characters": 50 * len(cuts)}
    return {
        "schema": SCHEMA,
        "source": {"name": name, "sha256": f"{number:064x}", "pages": pages},
        "pages": listed,
        "documents": [
            {
                "pages": list(range(1, pages + 1)),
                "kind": "cable" if told else "other",
                "cable": told,
                "correspondence": None,
                "statistics": share,
            }
        ],
        "statistics": share
        | {"redactions": len(cuts), "visible_characters": 1000, "withheld_pages": 0},
        "corrections": {"applied": 0, "unapplied": []},
        "warnings": [],
    }


def assembled(told, number):
    """`cable.json` of a cable that one release holds."""
    source = {"sha256": f"{number:064x}", "pages": [1], "hidden_characters": 60}
    sections = told["sections"] | {"sources": [source]}
    return {"schema": CABLE_SCHEMA, **told, "sections": sections, "text": "TEXT " * 100}


def put(out: Path, folder: str, record, *, review=True):
    place = out / folder
    place.mkdir(parents=True)
    (place / RECORD).write_text(json.dumps(record), "utf-8")
    (place / TEXT).write_text("text\n")
    if review:
        (place / REVIEW).write_text("<!doctype html>")
    return place


def put_cable(out: Path, told, number):
    mrn = told["mrn"]
    place = out / CABLES / f"{mrn['year']}-{mrn['post']}-{mrn['number']}"
    place.mkdir(parents=True)
    (place / "cable.json").write_text(json.dumps(assembled(told, number)), "utf-8")
    (place / TEXT).write_text("text\n")


def fill(out: Path, count: int = 1000, seed: int = 7) -> None:
    """`count` releases, each with a cable; the same seed gives the same."""
    chance = random.Random(seed)
    for number in range(count):
        year, total = chance.randint(1963, 1996), chance.randint(1, 5)
        missing = (chance.randint(1, total),) if chance.random() < 0.3 else ()
        told = cable(
            year,
            chance.choice(POSTS),
            1000 + number,
            total=total,
            missing=missing,
            subject=f"{chance.choice(SUBJECTS)}, {chance.choice(('SPRING', 'AUTUMN'))} {year}",
            tags=chance.sample(TAGS, 2),
        )
        codes = chance.choices(CODES, k=chance.randint(0, 6))
        name = f"release {number:04}.pdf"
        record = released(name, number, told, codes=codes, pages=chance.randint(1, 30))
        put(out, f"release {number:04}", record)
        put_cable(out, told, number)


if __name__ == "__main__":
    fill(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1000)
