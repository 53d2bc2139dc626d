"""Releases of a document for tests of comparing: words, and [codes] for a redaction."""

from cleanup.versions import ShownWord, Token, Version, Withheld


def version(said: str, name: str = "a", *, characters: int = 0, mrn=None, number: int = 1):
    """A release; `[B1]` is a redaction with that code, `[]` one without, "/" a new paragraph.

    Each word is a line of its own, p1-l1 and so on.
    """
    tokens: list[Token] = []
    block = 0
    for n, piece in enumerate(said.split(), start=1):
        if piece == "/":
            block += 1
        elif piece.startswith("["):
            codes = tuple(piece.strip("[]").split(",")) if piece != "[]" else ()
            tokens.append(Withheld(f"p1-r{n}", 1, codes, characters, block))
        else:
            tokens.append(ShownWord(piece, 1, f"p1-l{n}", 0.9, block))
    return Version(name, f"{name}.pdf", number, (1,), tuple(tokens), mrn)


BEFORE = "the harbor office wrote on Tuesday that it had met"
AFTER = "at the old pier before the ferry left for Kelmar"
