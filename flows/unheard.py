"""Output that nobody listens to any more is dropped: no reason to end.

A run writes its log to the worker that started it. When that one is killed, the next line would
end the run with a broken pipe; the server has the log all the same.
Importing this module puts it round both streams.
"""

import sys
from contextlib import suppress
from typing import Any, TextIO


class Unheard:
    """A stream that takes a broken pipe for silence; all else is the stream's."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write, or drop it."""
        with suppress(BrokenPipeError):
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        """Flush what can be."""
        with suppress(BrokenPipeError):
            self._stream.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


sys.stdout, sys.stderr = Unheard(sys.stdout), Unheard(sys.stderr)
