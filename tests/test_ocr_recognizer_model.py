"""The second reader's model, cut before its last layer, reads what the whole one reads."""

import numpy as np
import onnxruntime
import pytest

from ocr.errors import MissingModel
from ocr.recognizer import Recognizer, model_path
from ocr.recognizer_model import cut


def run(model, rows):
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    return session.run(None, {"x": rows})[0]


@pytest.fixture(scope="module")
def whole():
    return model_path().read_bytes()


def test_what_is_cut_off_gives_the_likelihoods_of_the_whole_model(whole):
    rows = np.random.default_rng(1).uniform(-1, 1, (1, 3, 48, 64)).astype(np.float32)
    parts = cut(whole)
    scores = np.exp(run(parts.model, rows) @ parts.weights + parts.bias)
    likely = scores / scores.sum(axis=2, keepdims=True)
    assert np.allclose(likely, run(whole, rows), atol=1e-4)


def test_a_model_that_ends_in_no_layer_of_signs_is_refused(whole):
    with pytest.raises(ValueError, match="layer of signs"):
        cut(cut(whole).model)


def field(number, content):
    """A field of bytes of a protobuf message, shorter than 128 bytes."""
    return bytes([number << 3 | 2, len(content)]) + content


def node(kind, *inputs):
    return field(1, b"".join(field(1, name) for name in inputs) + field(4, kind))


def model(*nodes, held=((b"w", 24), (b"b", 12))):
    """A model of some nodes, and tensors by name and length in bytes."""
    tensors = b"".join(field(5, field(8, name) + field(9, bytes(size))) for name, size in held)
    return field(7, b"".join(nodes) + tensors)


ENDS = (node(b"MatMul", b"x", b"w"), node(b"Add", b"m", b"b"), node(b"Softmax", b"a"))


def test_a_small_model_that_ends_as_it_should_is_cut():
    assert cut(model(*ENDS)).weights.shape == (2, 3)


@pytest.mark.parametrize("length", range(len(model(*ENDS))))
def test_a_small_model_that_is_cut_short_anywhere_is_refused(length):
    with pytest.raises(ValueError, match="the model"):
        cut(model(*ENDS)[:length])


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.996])
def test_a_model_that_is_cut_short_is_refused(whole, share):
    with pytest.raises(ValueError, match="the model"):
        cut(whole[: round(share * len(whole))])


def test_a_model_less_its_last_bytes_is_refused(whole):
    with pytest.raises(ValueError, match="cut short"):
        cut(whole[:-100])


@pytest.mark.parametrize(
    "wrong",
    [
        model(ENDS[0], node(b"Mul", b"m", b"b"), ENDS[2]),
        model(ENDS[1], ENDS[0], ENDS[2]),
        model(node(b"MatMul", b"x"), *ENDS[1:]),
        model(*ENDS, held=((b"w", 24),)),
        model(*ENDS, held=((b"w", 20), (b"b", 12))),
        model(*ENDS, held=((b"w", 24), (b"b", 11))),
        model(*ENDS, held=((b"w", 24), (b"b", 0))),
        bytes([7 << 3 | 3]),
        b"\xff" * 40,
    ],
    ids=[
        *("no sum", "another order", "one input", "no bias", "odd weights", "odd bytes"),
        *("an empty bias", "a group", "an endless number"),
    ],
)
def test_a_model_of_another_make_is_refused(wrong):
    with pytest.raises(ValueError):  # noqa: PT011 - numpy says some of it
        cut(wrong)


SIGNS_OF_IT = 74_961 + 4  # bytes: the last field of the model, and its head


@pytest.mark.parametrize("lost", [100, SIGNS_OF_IT, 10_000_000])
def test_a_damaged_file_is_told_with_its_remedy_when_it_is_opened(whole, tmp_path, lost):
    file = tmp_path / "damaged.onnx"
    file.write_bytes(whole[:-lost])
    with pytest.raises(MissingModel, match=r"a whole damaged.onnx .*pip install rapidocr"):
        Recognizer(file).read([np.full((48, 96), 255, np.uint8)])
