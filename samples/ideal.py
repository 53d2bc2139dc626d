"""The text of a release as an editor would want it, from its script alone.

Made from the blocks, never from the typed pages: wrapping, page breaks, stamps
and repeated headers are not in it to begin with, so nothing has to be removed.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from samples.codes import ordered
from samples.script import BODY, Block, Cut, Release, Typed

JOIN_WORDS = 6  # words quoted on either side of a join


@dataclass(frozen=True, slots=True)
class Join:
    """How section `after` goes on in the next one."""

    after: int
    paragraph: bool
    before_text: str
    after_text: str


@dataclass(slots=True)
class Chunk:
    """A line or a paragraph of the text."""

    text: str
    paragraph: bool


def ideal_text(release: Release) -> str:
    """Lines one below the other, paragraphs with a blank line around."""
    text = ""
    before = False
    for chunk in _chunks(release.blocks):
        apart = "\n\n" if chunk.paragraph or before else "\n"
        text += (apart if text else "") + chunk.text
        before = chunk.paragraph
    return text + "\n"


def joins(release: Release) -> list[Join]:
    """Where the sections of a message meet, in order."""
    starts = [n for n, block in enumerate(release.blocks) if block.section > 1]
    return [_join(release.blocks, start) for start in starts]


def withheld_paragraphs(release: Release) -> list[int]:
    return [block.withheld for block in release.blocks if block.withheld]


def _join(blocks: tuple[Block, ...], start: int) -> Join:
    after = next(block for block in blocks[start:] if _words(block))
    before = " ".join(word for chunk in _chunks(blocks[:start]) for word in chunk.text.split())
    return Join(
        after=blocks[start].section - 1,
        paragraph=not after.continues,
        before_text=" ".join(before.split()[-JOIN_WORDS:]),
        after_text=" ".join(_words(after)[:JOIN_WORDS]),
    )


def _chunks(blocks: Iterable[Block]) -> list[Chunk]:
    chunks: list[Chunk] = []
    codes: tuple[str, ...] = ()
    for block in blocks:
        codes = codes if block.codes is None else block.codes
        text = f"[PARAGRAPH {block.withheld} WITHHELD]" if block.withheld else _text(block, codes)
        if text and block.continues:
            chunks[-1].text += f" {text}"
        elif text:
            chunks.append(Chunk(text, block.paragraph))
    return chunks


def _words(block: Block) -> list[str]:
    return _text(block, block.codes or ()).split()


def _text(block: Block, codes: tuple[str, ...]) -> str:
    parts = [_cut_text(codes) if isinstance(s, Cut) else _kept(s) for s in block.spans]
    return " ".join(part for part in parts if part)


def _kept(span: Typed) -> str:
    return " ".join(span.text.split()) if span.role == BODY else ""


def _cut_text(codes: tuple[str, ...]) -> str:
    return "[" + " ".join(["REDACTED", *ordered(codes)]) + "]"
