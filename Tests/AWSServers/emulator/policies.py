"""Policies of IAM: which statements apply to a request, and what they say.

The order of evaluation is that of
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html within one account.
"""

from __future__ import annotations

import calendar
import ipaddress
import json
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

Document = dict[str, Any]
#: By names of condition keys in lower case. A list where a key has several values.
Context = dict[str, str | list[str]]


@dataclass(frozen=True)
class Access:
    """Something that a request wants to do."""

    action: str
    resource: str
    context: Context = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        return f"{self.action} on {self.resource}"


def document(policy: str | Document) -> Document:
    return json.loads(policy) if isinstance(policy, str) else policy


def many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def allows(policies: Iterable[Document], access: Access) -> bool | None:
    """True where a statement allows it, False where one denies it, none where none speaks of it."""
    verdict = None
    for policy in policies:
        for statement in many(policy.get("Statement", [])):
            if applies(statement, access):
                if statement["Effect"] == "Deny":
                    return False
                verdict = True
    return verdict


def applies(statement: Document, access: Access) -> bool:
    """Whether a statement is about this, principals aside."""
    if "Action" in statement:
        if not any(matches(name, access.action, fold=True) for name in many(statement["Action"])):
            return False
    elif any(matches(name, access.action, fold=True) for name in many(statement.get("NotAction", []))):
        return False
    if "Resource" in statement:
        names = [substituted(name, access.context) for name in many(statement["Resource"])]
        if not any(matches(name, access.resource) for name in names):
            return False
    elif "NotResource" in statement:
        names = [substituted(name, access.context) for name in many(statement["NotResource"])]
        if any(matches(name, access.resource) for name in names):
            return False
    return meets(statement.get("Condition"), access.context)


def matches(pattern: str, text: str, fold: bool = False) -> bool:
    return _expression(pattern.lower() if fold else pattern).fullmatch(text.lower() if fold else text) is not None


@lru_cache(maxsize=4096)
def _expression(pattern: str) -> re.Pattern[str]:
    parts = {"*": ".*", "?": "."}
    return re.compile("".join(parts.get(letter) or re.escape(letter) for letter in pattern), re.DOTALL)


def substituted(text: str, context: Context) -> str:
    """With the values of variables; one without a value matches nothing."""

    def value(found: re.Match[str]) -> str:
        name, _, default = found[1].partition(",")
        if name in ("*", "?", "$"):
            return name
        known = context.get(name.strip().lower())
        if isinstance(known, str):
            return known
        return default.strip().strip("'") if default else "\0"

    return re.sub(r"\$\{([^}]*)\}", value, text)


# --- Conditions ------------------------------------------------------------------------------------------------------


def meets(conditions: Document | None, context: Context) -> bool:
    return all(
        _meets(operator, key, [substituted(str(value), context) for value in many(wanted)], context)
        for operator, keys in (conditions or {}).items()
        for key, wanted in keys.items()
    )


def _meets(operator: str, key: str, wanted: list[str], context: Context) -> bool:
    quantifier, _, name = operator.rpartition(":")
    if_exists = name.endswith("IfExists")
    name = name.removesuffix("IfExists")
    found = context.get(key.lower())
    if name == "Null":
        return any((found is None) == (value.lower() == "true") for value in wanted)
    if found is None or found == []:
        # Asked of every value, there is none that fails.
        return if_exists or quantifier == "ForAllValues" or (name in NEGATED and quantifier == "")
    compare, negated = OPERATORS.get(NEGATED.get(name, name)), name in NEGATED
    if compare is None:
        raise ValueError(f"This condition operator is not known: {operator}")

    def holds(value: str) -> bool:
        return any(compare(value, other) for other in wanted) != negated

    values = many(found)
    return all(map(holds, values)) if quantifier == "ForAllValues" or negated and not quantifier else any(map(holds, values))


def _number(compare: Callable[[float, float], bool]) -> Callable[[str, str], bool]:
    def apply(value: str, wanted: str) -> bool:
        try:
            return compare(float(value), float(wanted))
        except ValueError:
            return False

    return apply


def _date(compare: Callable[[float, float], bool]) -> Callable[[str, str], bool]:
    def seconds(text: str) -> float:
        try:
            return float(text)
        except ValueError:
            return calendar.timegm(time.strptime(text, "%Y-%m-%dT%H:%M:%SZ"))

    return lambda value, wanted: compare(seconds(value), seconds(wanted))


def _address(value: str, wanted: str) -> bool:
    try:
        return ipaddress.ip_address(value) in ipaddress.ip_network(wanted, strict=False)
    except ValueError:
        return False


def _arn(value: str, wanted: str) -> bool:
    """Part by part, so that a star of the pattern does not reach over a colon."""
    values, parts = value.split(":", 5), wanted.split(":", 5)
    return len(values) == len(parts) and all(map(matches, parts, values))


OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "StringEquals": lambda value, wanted: value == wanted,
    "StringEqualsIgnoreCase": lambda value, wanted: value.lower() == wanted.lower(),
    "StringLike": lambda value, wanted: matches(wanted, value),
    "Bool": lambda value, wanted: value.lower() == wanted.lower(),
    "BinaryEquals": lambda value, wanted: value == wanted,
    "ArnEquals": _arn,
    "ArnLike": _arn,
    "IpAddress": _address,
    "NumericEquals": _number(lambda a, b: a == b),
    "NumericLessThan": _number(lambda a, b: a < b),
    "NumericLessThanEquals": _number(lambda a, b: a <= b),
    "NumericGreaterThan": _number(lambda a, b: a > b),
    "NumericGreaterThanEquals": _number(lambda a, b: a >= b),
    "DateEquals": _date(lambda a, b: a == b),
    "DateLessThan": _date(lambda a, b: a < b),
    "DateLessThanEquals": _date(lambda a, b: a <= b),
    "DateGreaterThan": _date(lambda a, b: a > b),
    "DateGreaterThanEquals": _date(lambda a, b: a >= b),
}
NEGATED = {
    "StringNotEquals": "StringEquals", "StringNotEqualsIgnoreCase": "StringEqualsIgnoreCase",
    "StringNotLike": "StringLike", "ArnNotEquals": "ArnEquals", "ArnNotLike": "ArnLike", "NotIpAddress": "IpAddress",
    "NumericNotEquals": "NumericEquals", "DateNotEquals": "DateEquals",
}  # fmt: skip


# --- Policies of resources -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Named:
    """Who a policy of a resource may name: somebody of an account, a service, or nobody in particular."""

    arn: str | None = None
    account: str | None = None
    #: Other names for the same, as that of the role behind a session.
    also: tuple[str, ...] = ()
    service: str | None = None
    federated: str | None = None


def resource_verdict(policy: Document | None, named: Named, access: Access) -> str | None:
    """- Returns: "Deny"; "Allow" where a statement names just this principal, or everybody; "Account" where one names its
    account, which lets the account decide; none where no statement speaks of it."""
    verdict = None
    for statement in many((policy or {}).get("Statement", [])):
        standing = _standing(statement, named)
        if standing is None or not applies(statement, access):
            continue
        if statement["Effect"] == "Deny":
            return "Deny"
        verdict = "Allow" if "Allow" in (standing, verdict) else standing
    return verdict


def _standing(statement: Document, named: Named) -> str | None:
    if "NotPrincipal" in statement:
        return "Allow" if _named(statement["NotPrincipal"], named) is None else None
    return _named(statement.get("Principal", {}), named)


def _named(principals: Any, named: Named) -> str | None:
    if principals == "*":
        return "Allow"
    best = None
    for value in many(principals.get("AWS", [])):
        if value == "*" or named.arn is not None and value in (named.arn, *named.also):
            return "Allow"
        if named.account is not None and value in (named.account, f"arn:aws:iam::{named.account}:root"):
            best = "Account"
    if named.service is not None and named.service in many(principals.get("Service", [])):
        return "Allow"
    if named.federated is not None and named.federated in many(principals.get("Federated", [])):
        return "Allow"
    return best
