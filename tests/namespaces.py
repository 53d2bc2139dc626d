"""Network namespaces as machines: each with addresses, ports and a loopback of its own.

Needs root and iproute2, on Linux. What runs in one reaches us, and no other, at `gateway`.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Machine:
    """A namespace; `command` before a command runs that in it."""

    name: str
    gateway: str

    @property
    def command(self) -> tuple[str, ...]:
        return ("ip", "netns", "exec", self.name)


@contextmanager
def machines(count: int) -> Iterator[tuple[Machine, ...]]:
    """So many namespaces, gone after the block with all their links."""
    with ExitStack() as stack:
        yield tuple(stack.enter_context(_machine(number)) for number in range(1, count + 1))


@contextmanager
def _machine(number: int) -> Iterator[Machine]:
    # Ten letters at most are left for the name of a link's end.
    name, net = f"rr{os.getpid()}-{number}", f"10.99.{number}"
    ours, theirs = f"{name}o", f"{name}t"
    _ip("netns", "add", name)
    try:
        _ip("link", "add", ours, "type", "veth", "peer", "name", theirs, "netns", name)
        _ip("address", "add", f"{net}.1/24", "dev", ours)
        _ip("link", "set", ours, "up")
        _ip("-n", name, "address", "add", f"{net}.2/24", "dev", theirs)
        for link in ("lo", theirs):
            _ip("-n", name, "link", "set", link, "up")
        _ip("-n", name, "route", "add", "default", "via", f"{net}.1")
        yield Machine(name, f"{net}.1")
    finally:
        _ip("netns", "delete", name)  # its end of the link goes, and ours with it


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True)
