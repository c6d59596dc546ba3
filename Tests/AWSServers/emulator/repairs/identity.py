"""STS: who asks, by the key that the request was signed with, wherever it stood."""

from __future__ import annotations

from moto.core.responses import ActionResult
from moto.sts.responses import TokenResponse

from ..state import current


def apply() -> None:
    TokenResponse.get_caller_identity = _get_caller_identity


def _get_caller_identity(self: TokenResponse) -> ActionResult:
    principal = current.principal
    assert principal is not None
    return ActionResult(
        {"UserId": principal.user_id or principal.account, "Account": principal.account, "Arn": principal.arn}
    )
