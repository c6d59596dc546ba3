"""What the parts of this program share: switches, what happens now on this thread, locks, and what has happened."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .principals import Accounts, Principal
    from .wire import Request


@dataclass
class Switches:
    #: Whether signatures, dates and the hashes of bodies count.
    signatures: bool = True
    #: Whether policies count.
    policies: bool = True
    #: Whether requests count as sent with TLS. Those to the plain port never do.
    secure: bool = True


@dataclass
class Throttle:
    """Requests that are refused for having come too fast."""

    service: str
    #: An action without its service, as PutItem; all of them where there is none.
    action: str | None
    account: str | None
    #: How many more.
    count: int
    status: int = 503
    code: str = "SlowDown"


@dataclass
class Call:
    """Something that somebody wanted to do."""

    account: str
    principal: str
    action: str
    resource: str
    allowed: bool

    def json(self) -> dict[str, Any]:
        return vars(self)


@dataclass
class State:
    accounts: Accounts
    switches: Switches = field(default_factory=Switches)
    throttles: list[Throttle] = field(default_factory=list)
    calls: deque[Call] = field(default_factory=lambda: deque(maxlen=100_000))
    #: What went wrong behind the scenes, as the delivery of an event: there is nobody who could be told.
    complaints: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=10_000))
    #: Where this program listens.
    port: int = 0
    #: A folder for what lasts as long as this program.
    folder: str = ""

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def complain(self, account: str, about: str, reason: str) -> None:
        self.complaints.append({"account": account, "about": about, "reason": reason})

    def throttled(self, request: Request, account: str, action: str) -> Throttle | None:
        with _throttling:
            for throttle in self.throttles:
                if (
                    throttle.count > 0
                    and throttle.service == request.service
                    and throttle.action in (None, action.split(":")[-1])
                    and throttle.account in (None, account)
                ):
                    throttle.count -= 1
                    return throttle
        return None


_throttling = threading.Lock()


class Current(threading.local):
    """The request that this thread carries out."""

    request: Request | None = None
    principal: Principal | None = None


current = Current()

class Locks:
    """moto is not made for threads: one request at a time for each service."""

    def __init__(self) -> None:
        self.made: dict[str, threading.RLock] = {}
        self.making = threading.Lock()

    def __getitem__(self, service: str) -> threading.RLock:
        with self.making:
            return self.made.setdefault(service, threading.RLock())


locks = Locks()
