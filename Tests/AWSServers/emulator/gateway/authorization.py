"""What a route asks of whoever sends a request."""

from __future__ import annotations

import time
from typing import Any

from .. import signature
from ..guard import claims_of
from ..policies import Access
from ..wire import Refusal, Request
from ..world import World
from .routes import Match, NoRoute


def authorize(world: World, match: Match, request: Request, account: str) -> dict[str, Any] | None:
    """- Returns: what the event says of who sent it; none where anybody may."""
    if match.authorization == "JWT":
        return _token(match, request)
    if match.authorization == "AWS_IAM":
        return _signer(world, match, request, account)
    return None


def _token(match: Match, request: Request) -> dict[str, Any]:
    token = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
    claims = claims_of(token)
    audience = (claims or {}).get("aud") or (claims or {}).get("client_id")
    if (
        claims is None
        or claims.get("iss") != match.issuer
        or not set(audience if isinstance(audience, list) else [audience]) & set(match.audience)
        or float(claims.get("exp", 0)) < time.time()
    ):
        raise NoRoute(401, "Unauthorized")
    scopes = str(claims.get("scope", "")).split() or None
    return {"jwt": {"claims": {name: str(value) for name, value in claims.items()}, "scopes": scopes}}


def _signer(world: World, match: Match, request: Request, account: str) -> dict[str, Any]:
    claim = signature.claim_of(request)
    if claim is None:
        raise NoRoute(403, "Forbidden" if match.payload == "url" else "Missing Authentication Token")
    request.service = claim.service
    principal = world.state.accounts.find(claim.access_key, claim.token)
    signature.check_time(claim, time.time())
    signature.check_signature(request, claim, principal.secret, signature.payload_name(request, claim))
    if match.payload == "url":
        access = Access("lambda:InvokeFunctionUrl", match.function)
    else:
        where = f"arn:aws:execute-api:{claim.region}:{account}:{match.api}"
        access = Access("execute-api:Invoke", f"{where}/{match.stage}/{request.method}{request.path}")
    if not world.guard.may(principal, access, request):
        raise Refusal(403, "AccessDenied", f"{principal.arn} may not {access}")
    return {
        "iam": {
            "accessKey": principal.access_key, "accountId": principal.account, "callerId": principal.user_id,
            "userArn": principal.arn, "userId": principal.user_id, "cognitoIdentity": None, "principalOrgId": None,
        }
    }  # fmt: skip
