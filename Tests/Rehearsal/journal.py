"""What a rehearsal says while it goes on, and the table at its end."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Journal:
    def __init__(self) -> None:
        self.began = time.monotonic()
        #: Names of parts and their seconds.
        self.parts: list[tuple[str, float]] = []
        #: What was found, for the table.
        self.facts: list[tuple[str, str]] = []
        self.failed = False

    def say(self, text: str) -> None:
        print(f"{time.monotonic() - self.began:6.1f} s  {text}", flush=True)

    def note(self, name: str, value: object) -> None:
        self.facts.append((name, str(value)))
        self.say(f"  {name}: {value}")

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        self.say(name)
        begin = time.monotonic()
        try:
            yield
        except BaseException:
            self.failed = True
            raise
        finally:
            self.parts.append((name, time.monotonic() - begin))

    def end(self) -> None:
        width = max(len(name) for name, _ in self.parts + [("", 0.0)] + [(name, 0.0) for name, _ in self.facts]) + 2
        print()
        for name, value in self.facts:
            print(f"{name:{width}}{value}")
        print()
        for name, seconds in self.parts:
            print(f"{name:{width}}{seconds:6.1f} s")
        print(f"{'all':{width}}{time.monotonic() - self.began:6.1f} s", flush=True)
