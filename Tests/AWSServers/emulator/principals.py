"""Who may send requests: owners of accounts, which this program hands out, and users and sessions, which moto keeps."""

from __future__ import annotations

import itertools
import json
import secrets
import threading
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from moto.core.utils import utcnow
from moto.iam.models import iam_backends
from moto.sts.models import sts_backends

from .policies import Access, Document, Named, allows, document, resource_verdict
from .wire import Refusal

FIRST_ACCOUNT = "123456789012"


@dataclass
class Principal:
    account: str
    arn: str
    access_key: str
    secret: str
    #: The owner of an account may do everything in it.
    is_owner: bool = False
    policies: list[Document] = field(default_factory=list)
    #: Each of these must allow what is done, too: a boundary, a policy of a session.
    bounds: list[list[Document]] = field(default_factory=list)
    also: tuple[str, ...] = ()
    user_name: str = ""
    user_id: str = ""

    @property
    def named(self) -> Named:
        return Named(self.arn, self.account, self.also)

    def allows(self, access: Access) -> bool | None:
        """What the policies of the principal itself say."""
        if self.is_owner:
            return True
        verdict = allows(self.policies, access)
        for bound in self.bounds:
            limit = allows(bound, access)
            if limit is False:
                return False
            verdict = verdict if limit else None
        return verdict


class Accounts:
    """Owners' keys; and those of everybody else, which are looked up in moto."""

    def __init__(self, access_key: str, secret: str):
        self.owners: dict[str, Principal] = {}
        self.numbers = itertools.count(1)
        self.lock = threading.Lock()
        self.first = self._own(FIRST_ACCOUNT, access_key, secret)
        # What this program sends to itself on behalf of nobody.
        self.inside = self._own(FIRST_ACCOUNT, "ASIAINSIDE" + secrets.token_hex(5).upper(), secrets.token_urlsafe(30))

    def _own(self, account: str, access_key: str, secret: str) -> Principal:
        owner = Principal(account, f"arn:aws:iam::{account}:root", access_key, secret, is_owner=True, user_id=account)
        self.owners[access_key] = owner
        return owner

    def open(self) -> Principal:
        """An account of its own, in which nothing is yet."""
        with self.lock:
            account = f"{210000000000 + next(self.numbers):012}"
            return self._own(account, "AKIA" + secrets.token_hex(8).upper(), secrets.token_urlsafe(30))

    def find(self, access_key: str, token: str | None) -> Principal:
        if owner := self.owners.get(access_key):
            return owner
        if (session := session_of(access_key)) is not None:
            if token != session.session_token:
                raise Refusal(400, "InvalidToken", "The provided token is malformed or otherwise invalid.")
            if utcnow() >= session.expiration:
                raise Refusal(400, "ExpiredToken", "The provided token has expired.")
            return _of_session(session)
        for account in list(iam_backends):
            for user in list(iam_backends[account]["aws"].users.values()):
                for key in user.access_keys:
                    if key.access_key_id == access_key:
                        if key.status != "Active":
                            break
                        return _of_user(account, user, key)
        raise Refusal(
            403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.",
            AWSAccessKeyId=access_key,
        )  # fmt: skip

    def expire(self, access_key: str) -> bool:
        """Ends a session before its time."""
        session = session_of(access_key)
        if session is not None:
            session.expiration = utcnow() - timedelta(seconds=1)
        return session is not None


def session_of(access_key: str) -> Any | None:
    for account in list(sts_backends):
        for session in list(sts_backends[account]["aws"].assumed_roles):
            if session.access_key_id == access_key:
                return session
    return None


def role_of(arn: str) -> Any | None:
    account, name = arn.split(":")[4], arn.split("/")[-1]
    return next((role for role in iam_backends[account]["aws"].roles.values() if role.name == name), None)


def _boundary(account: str, arn: str | None) -> list[list[Document]]:
    return [[_managed(iam_backends[account]["aws"].managed_policies[arn])]] if arn else []


def _managed(policy: Any) -> Document:
    return document(next(version.document for version in policy.versions if version.is_default))


def _policies(holder: Any) -> list[Document]:
    inline = (getattr(policy, "policy_document", policy) for policy in holder.policies.values())
    return [*map(document, inline), *map(_managed, holder.managed_policies.values())]


def _of_user(account: str, user: Any, key: Any) -> Principal:
    groups = iam_backends[account]["aws"].get_groups_for_user(user.name)
    policies = [policy for holder in [user, *groups] for policy in _policies(holder)]
    return Principal(
        account, user.arn, key.access_key_id, key.secret_access_key, policies=policies, user_name=user.name,
        user_id=user.id, bounds=_boundary(account, getattr(user, "permissions_boundary_arn", None)),
    )  # fmt: skip


def of_role(arn: str, session: str = "inside") -> Principal | None:
    """A role as somebody who may do things; none where there is no such role."""
    role = role_of(arn)
    if role is None:
        return None
    account = arn.split(":")[4]
    return Principal(
        account, f"arn:aws:sts::{account}:assumed-role/{role.name}/{session}", "", "", policies=_policies(role),
        also=(role.arn,), user_id=f"{role.id}:{session}", bounds=_boundary(account, role.permissions_boundary_arn),
    )  # fmt: skip


def _of_session(session: Any) -> Principal:
    principal = of_role(session.role_arn, session.session_name)
    if principal is None:
        raise Refusal(403, "InvalidAccessKeyId", "The role of this session exists no more.")
    principal.access_key, principal.secret = session.access_key_id, session.secret_access_key
    if session.policy:
        principal.bounds.append([json.loads(session.policy)])
    return principal


def may_assume(arn: str, named: Named, action: str = "sts:AssumeRole", **context: str) -> str | None:
    """What a role's trust policy says: see `resource_verdict`; none where there is no such role, too."""
    role = role_of(arn)
    if role is None:
        return None
    return resource_verdict(document(role.assume_role_policy_document), named, Access(action, arn, dict(context)))


def assume_for(service: str, arn: str, session: str, seconds: int = 3600) -> Any | None:
    """A session of a role for a service, as `lambda.amazonaws.com`; none where the role does not trust it.

    Has `access_key_id`, `secret_access_key` and `session_token`."""
    account = arn.split(":")[4]
    # Lambda does not say for whom it takes a role on; others do, and it is always for somebody of the role's own account.
    about = {} if service == "lambda.amazonaws.com" else {"aws:sourceaccount": account}
    if may_assume(arn, Named(service=service), **about) != "Allow":
        return None
    return sts_backends[account]["aws"].assume_role(
        region_name="us-east-1", role_session_name=session, role_arn=arn, policy="", duration=seconds, external_id=""
    )
