"""The second reader's model, cut before its last layer, reads what the whole one reads."""

import numpy as np
import onnxruntime
import pytest

from ocr.recognizer import model_path
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
