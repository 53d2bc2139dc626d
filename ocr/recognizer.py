"""RapidOCR's recogniser: the second reader, on onnxruntime.

The one module that knows it. It reads one short piece of a line at a time and finds
no lines itself; a whole typed line would be squeezed to the width it was trained on,
and garbled. Only its model file is used, which lies in the wheel of `rapidocr`, so
that nothing is fetched and none of that package's own code runs.

The model knows 18,700 signs, most of them Chinese, and writes full-width stops. A
release in a European language holds a few hundred: the others are left out of the
choice before it is made, which is surer than mapping them back afterwards. How likely a letter
is counts them all, but only where a letter begins.
"""

import threading
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.errors import MissingModel
from ocr.frame import Image
from ocr.recognizer_model import cut

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Scores = NDArray[np.float32]

NAME = "rapidocr"
MODEL = "PP-OCRv6_rec_small.onnx"
PACKAGE = "rapidocr"

HEIGHT = 48  # pixels; the model was trained on pieces of this height
# Crops are widened to a multiple of this, so that a page does not bring a new shape,
# and a new allocation, with every piece.
STEP = 32  # pixels at HEIGHT
# A crop that is wider, a long rule taken for a dash, is squeezed: its letters, if it had
# any, could not be read, and its width would cost as much as a page.
WIDEST = 16 * HEIGHT  # pixels at HEIGHT
NARROWEST = HEIGHT // 6  # pixels at HEIGHT; less than a full stop with air
# Crops read at once: more do not make it faster on one thread, and take more memory.
BATCH = 8
# Letters that are weighed at once against all signs: each takes 75 KB meanwhile.
WEIGHED = 64
# Punctuation outside ASCII that typewriters and printers in Latin letters have.
SIGNS = "§°¢£¼½¾"


@dataclass(frozen=True, slots=True)
class Letter:
    """A sign as read: `place` is where on its crop, 0 the left edge and 1 the right."""

    text: str
    confidence: float
    place: float


Letters = tuple[Letter, ...]


@dataclass(frozen=True, slots=True)
class Recognizer:
    """Reads crops that hold a few words of one line each.

    model   the ONNX file; the one in the wheel of `rapidocr` when None
    """

    model: Path | None = None

    def read(self, crops: Sequence[Image]) -> list[Letters]:
        """The letters and spaces of each (height, width) uint8 crop, 0 is black.

        Raises MissingModel.
        """
        if not crops:
            return []
        opened = _opened(self.model or model_path(), threading.get_ident())
        ready = [scaled(crop) for crop in crops]
        found: list[_Found | None] = [None] * len(crops)
        for batch in _batches([crop.shape[1] for crop in ready]):
            rows = _stacked([ready[index] for index in batch])
            for index, features in zip(batch, opened.features(rows), strict=True):
                found[index] = _found(features, opened, ready[index].shape[1] / rows.shape[3])
        return _letters([each for each in found if each], opened)


@dataclass(frozen=True, slots=True)
class _Opened:
    """The model of this process: all but its last layer, and that layer.

    signs    what it may write, the first one nothing
    latin    weights (size, signs) and biases (signs,) of these
    every    the same of all signs that it knows
    """

    session: "InferenceSession"
    signs: list[str]
    latin: tuple[Scores, Scores]
    every: tuple[Scores, Scores]

    def features(self, rows: Scores) -> Scores:
        return np.asarray(self.session.run(None, {"x": rows})[0])


@dataclass(frozen=True, slots=True)
class _Found:
    """The letters of a crop before it is told how likely they are.

    places    where each is on the crop, 0-1
    scores    of each, before all signs are weighed against each other
    features  (letters, size) that the scores are made of
    """

    texts: list[str]
    places: list[float]
    scores: Scores
    features: Scores


def _batches(widths: Sequence[int]) -> Iterator[Sequence[int]]:
    """The places of crops that are read at once: of one width, because padding costs time."""
    order = sorted(range(len(widths)), key=lambda index: widths[index])
    for _, run in groupby(order, key=lambda index: -(-widths[index] // STEP)):
        alike = list(run)
        yield from (alike[first : first + BATCH] for first in range(0, len(alike), BATCH))


def version() -> str:
    """What a reading depends on: the model, and the versions of its wheel and its engine."""
    return f"{MODEL} {metadata.version(PACKAGE)} {metadata.version('onnxruntime')}"


def model_path() -> Path:
    """Where the model lies in the wheel; raises MissingModel."""
    package = find_spec(PACKAGE)
    for folder in (package and package.submodule_search_locations) or ():
        path = Path(folder) / "models" / MODEL
        if path.is_file():
            return path
    raise MissingModel(MODEL, PACKAGE)


@cache
def _opened(model: Path, _thread: int) -> _Opened:
    """The session of this process, on one thread; raises MissingModel."""
    # Imported and opened when it is first needed: opening takes 0.1 s and more, which a release
    # of clean pages never has to pay.
    try:
        import onnxruntime
    except ImportError as reason:
        raise MissingModel("onnxruntime", "onnxruntime") from reason
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # The arena keeps the largest batch for ever and made nothing faster.
    options.enable_cpu_mem_arena = False
    try:
        parts = cut(model.read_bytes())
        session = onnxruntime.InferenceSession(parts.model, options, ["CPUExecutionProvider"])
        signs = _signs(session, parts.bias.size)
    except ValueError as reason:
        raise MissingModel(f"a whole {model.name} ({reason})", PACKAGE) from reason
    columns = [number for number, sign in enumerate(signs) if number == 0 or _latin(sign)]
    latin = np.ascontiguousarray(parts.weights[:, columns]), parts.bias[columns]
    own = [_plain(signs[column]) for column in columns]
    return _Opened(session, own, latin, (parts.weights, parts.bias))


def _signs(session: Any, columns: int) -> list[str]:
    """What each column of the model's last layer stands for: nothing, its signs, the space.

    Raises ValueError when the model does not say.
    """
    listed = session.get_modelmeta().custom_metadata_map.get("character")
    if listed is None:
        raise ValueError("the model has no list of its signs")
    signs = ["", *(sign.rstrip("\r") for sign in listed.split("\n"))]
    return signs[: columns - 1] + [" "] * (columns - len(signs[: columns - 1]))


def _latin(sign: str) -> bool:
    """Whether a release in Latin letters may hold the sign."""
    plain = _plain(sign)
    if len(plain) != 1:
        return False
    letter = plain.isalpha() and unicodedata.name(plain, "").startswith("LATIN ")
    return plain in SIGNS or (plain.isascii() and plain.isprintable()) or letter


# What NFKC does not fold: Chinese stops and brackets, typographic quotes and dashes.
_TO_PLAIN = str.maketrans("。、【】〔〕《》“”‘’—–−", ".,[][]<>\"\"''---")


def _plain(sign: str) -> str:
    """Full-width and typographic signs as a typewriter has them."""
    plain = sign.translate(_TO_PLAIN)
    folded = unicodedata.normalize("NFKC", plain)
    return folded if len(folded) == 1 and folded.isascii() else plain


def scaled(crop: Image) -> Image:
    """A crop as high as the model wants it, and no wider than is worth reading."""
    height, width = crop.shape
    size = (min(WIDEST, max(NARROWEST, round(width * HEIGHT / height))), HEIGHT)
    smaller = height > HEIGHT
    return np.asarray(
        cv2.resize(crop, size, interpolation=cv2.INTER_AREA if smaller else cv2.INTER_LINEAR),
        np.uint8,
    )


def _stacked(crops: Sequence[Image]) -> NDArray[np.float32]:
    """The crops as the model takes them: -1 to 1, three equal channels, padded with 0."""
    width = -(-max(crop.shape[1] for crop in crops) // STEP) * STEP
    stacked = np.zeros((len(crops), 3, HEIGHT, width), np.float32)
    for row, crop in zip(stacked, crops, strict=True):
        row[:, :, : crop.shape[1]] = crop.astype(np.float32) / 127.5 - 1
    return stacked


def _found(features: Scores, opened: _Opened, share: float) -> _Found:
    """The best sign of every column, runs of one sign being one (greedy CTC).

    features   (columns, size)
    share      of the columns that are crop; the rest is padding
    """
    weights, bias = opened.latin
    scores = features @ weights + bias
    best = scores.argmax(axis=1)
    starts = np.flatnonzero((best != 0) & (np.diff(best, prepend=0) != 0))
    texts = [opened.signs[sign] for sign in best[starts].tolist()]
    places = [(at + 0.5) / len(best) / share for at in starts.tolist()]
    return _Found(texts, places, scores[starts, best[starts]], features[starts])


def _letters(found: Sequence[_Found], opened: _Opened) -> list[Letters]:
    """The letters of crops, each as likely as it is among all signs that the model knows."""
    scores = np.concatenate([each.scores for each in found])
    features = np.concatenate([each.features for each in found])
    weights, bias = opened.every
    likely: list[float] = []
    for first in range(0, len(scores), WEIGHED):
        some = slice(first, first + WEIGHED)
        others = features[some] @ weights
        others += bias - scores[some, None]
        with np.errstate(over="ignore"):  # of a letter that another sign beats by far: 0
            likely += (1 / np.exp(others, out=others).sum(axis=1)).tolist()
    told = iter(likely)
    return [
        tuple(
            Letter(text, next(told), place) for text, place in zip(e.texts, e.places, strict=True)
        )
        for e in found
    ]
