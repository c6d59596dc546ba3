"""All there is of one emulator."""

from __future__ import annotations

import queue
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .guard import Guard
from .state import State

if TYPE_CHECKING:
    from .functions.service import Functions


class Deliveries:
    """What services send to each other, one after the other, on a thread that holds no service up."""

    def __init__(self) -> None:
        self.waiting: queue.Queue[Callable[[], None]] = queue.Queue()
        threading.Thread(target=self._run, daemon=True, name="deliveries").start()

    def later(self, delivery: Callable[[], None]) -> None:
        self.waiting.put(delivery)

    def _run(self) -> None:
        while True:
            try:
                self.waiting.get()()
            except Exception:
                traceback.print_exc()
            finally:
                self.waiting.task_done()

    def wait_until_idle(self, seconds: float) -> bool:
        """What a delivery sends on is one of its own, which begins before that one is over."""
        with self.waiting.all_tasks_done:
            return self.waiting.all_tasks_done.wait_for(lambda: self.waiting.unfinished_tasks == 0, seconds)


@dataclass
class World:
    state: State
    guard: Guard
    functions: Functions
    deliveries: Deliveries = field(default_factory=Deliveries)
