"""What is filled into a PDF's forms, and written in its notes, made part of its pages.

A field need not have a picture of what is in it, and a form may say that those it has are
out of date (/NeedAppearances): viewers draw them then, and so do we, or the words would be
on the page as it shows and in none of its copies. A picture that is there and not out of
date stays: it may hold words that the field itself has no more.

Source: ISO 32000-1, 12.7.2 and 12.7.3.3.
"""

from typing import Any

import pikepdf


def draw_notes_and_fields(file: pikepdf.Pdf) -> None:
    """Draw fields that have no picture, then make all notes and fields part of their pages."""
    form = file.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary):
        outdated = bool(form.get("/NeedAppearances", False))
        drawn = [] if outdated else _without_pictures(file)
        form.NeedAppearances = True
        file.generate_appearance_streams()
        for note, picture in drawn:
            note.AP = picture
    file.flatten_annotations()


def _without_pictures(file: pikepdf.Pdf) -> list[tuple[Any, Any]]:
    """Notes and fields that have a picture, which is taken away from them, and the picture."""
    taken = []
    for page in file.pages:
        for note in page.obj.get("/Annots", []):
            if isinstance(note, pikepdf.Dictionary) and "/AP" in note:
                taken.append((note, note.AP))
                del note.AP
    return taken
