"""The model of the second reader, cut before its last layer.

    crop ─► … ─► features of each column ─► 18,710 signs ─► their likelihoods
                                         ╰─ cut here

The last layer takes a sixth of the reading time, most of it for signs that no release holds
and for columns in which no letter begins. `ocr.recognizer` does of it what is needed.

An ONNX file is a protobuf message; the few fields that are needed are told here by their
numbers in onnx.proto, so that no library for them has to be installed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Fields of ModelProto, GraphProto, NodeProto, TensorProto and ValueInfoProto.
GRAPH = 7
NODE, INITIALIZER, OUTPUT = 1, 5, 12
NODE_INPUT, NODE_TYPE = 1, 4
TENSOR_NAME, TENSOR_BYTES = 8, 9
VALUE_NAME = 1
VARINT, WITH_LENGTH = 0, 2  # wire types
LONGEST = 10  # bytes of a varint
FIXED = {1: 8, 5: 4}  # wire types of numbers that are always as long, in bytes

Field = tuple[int, memoryview, memoryview]


@dataclass(frozen=True, slots=True)
class Cut:
    """A model without its last layer, and that layer.

    model      an ONNX file whose output are features (n, columns, size)
    weights    (size, signs) float32
    bias       (signs,) float32
    """

    model: bytes
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]


def cut(model: bytes) -> Cut:
    """An ONNX model that ends in a product, a sum and a softmax, cut before the product.

    Raises ValueError when it ends otherwise, or is cut short or damaged.
    """
    fields = list(_fields(memoryview(model)))
    parts = [part for number, body, _ in fields if number == GRAPH for part in _fields(body)]
    nodes = [body for number, body, _ in parts if number == NODE]
    kinds = [bytes(_first(node, NODE_TYPE)) for node in nodes]
    # What leaves everything as it is may stand among them.
    ends = [(n, kind) for n, kind in enumerate(kinds) if kind != b"Identity"][-3:]
    if [kind for _, kind in ends] != [b"MatMul", b"Add", b"Softmax"]:
        raise ValueError("the model does not end in a layer of signs")
    (last, _), (added, _), _ = ends
    features, weights = _two_inputs(nodes[last])
    bias = _two_inputs(nodes[added])[1]
    held = {name: _tensor(body) for name, body in _initializers(parts) if name in (weights, bias)}
    if not {weights, bias} <= held.keys() or not held[bias].size:
        raise ValueError("the model holds no weights of its last layer")
    graph = _graph_until(parts, last, features, without=(weights, bias))
    whole = b"".join(
        _with_length(GRAPH, graph) if number == GRAPH else bytes(all_of_it)
        for number, _, all_of_it in fields
    )
    return Cut(whole, held[weights].reshape(-1, held[bias].size), held[bias])


def _graph_until(parts: list[Field], last: int, output: bytes, without: tuple[bytes, ...]) -> bytes:
    """The graph with its first `last` nodes, one output and all initializers but some."""
    kept: list[bytes] = []
    nodes = 0
    for number, body, all_of_it in parts:
        if number == NODE:
            nodes += 1
        gone = (number == NODE and nodes > last) or number == OUTPUT
        if not gone and not (number == INITIALIZER and _name(body) in without):
            kept.append(bytes(all_of_it))
    return b"".join(kept) + _with_length(OUTPUT, _with_length(VALUE_NAME, output))


def _initializers(parts: list[Field]) -> Iterator[tuple[bytes, memoryview]]:
    return ((_name(body), body) for number, body, _ in parts if number == INITIALIZER)


def _name(tensor: memoryview) -> bytes:
    return bytes(_first(tensor, TENSOR_NAME))


def _tensor(tensor: memoryview) -> NDArray[np.float32]:
    return np.frombuffer(_first(tensor, TENSOR_BYTES), np.dtype("<f4")).astype(np.float32)


def _two_inputs(node: memoryview) -> tuple[bytes, bytes]:
    """The names of a node's two inputs; raises ValueError when it has not two."""
    first, second = [bytes(body) for number, body, _ in _fields(node) if number == NODE_INPUT]
    return first, second


def _first(message: memoryview, wanted: int) -> memoryview:
    return next((body for number, body, _ in _fields(message) if number == wanted), memoryview(b""))


def _fields(message: memoryview) -> Iterator[Field]:
    """The number, the content (none of a number's) and the whole of each field of a message.

    Raises ValueError when the message is cut short, or holds what ONNX has no use for.
    """
    at = 0
    while at < len(message):
        start = at
        key, at = _varint(message, at)
        wire = key & 7
        length = FIXED.get(wire, 0)
        if wire == VARINT:
            _, at = _varint(message, at)
        elif wire == WITH_LENGTH:
            length, at = _varint(message, at)
        elif wire not in FIXED:
            raise ValueError(f"the model has a field of unknown kind {wire}")
        content = message[at : at + length] if wire == WITH_LENGTH else memoryview(b"")
        at += length
        if at > len(message):
            raise ValueError("the model is cut short")
        yield key >> 3, content, message[start:at]


def _varint(message: memoryview, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, the lowest first, and where the next thing begins.

    Raises ValueError when it has no end.
    """
    number = 0
    for n, byte in enumerate(message[at : at + LONGEST]):
        number |= (byte & 127) << 7 * n
        if byte < 128:
            return number, at + n + 1
    raise ValueError("the model is cut short")


def _with_length(field: int, content: bytes) -> bytes:
    """A field of bytes."""
    return _as_varint(field << 3 | WITH_LENGTH) + _as_varint(len(content)) + content


def _as_varint(number: int) -> bytes:
    low = []
    while number > 127:
        low.append(number & 127 | 128)
        number >>= 7
    return bytes([*low, number])
