"""Lets requests in: who sent them, whether they arrived as they were sent, and whether that may be done."""

from __future__ import annotations

import base64
import json
import time
from dataclasses import dataclass, field, replace
from typing import Any

from moto.awslambda.models import lambda_backends
from moto.s3.models import s3_backends
from moto.sqs.models import sqs_backends

from . import access, access_s3, checksums, postpolicy, signature
from .policies import Access, Context, Document, Named, document, resource_verdict
from .principals import Principal, may_assume, role_of
from .state import Call, State
from .wire import Refusal, Request

#: Requests that anybody may send, because they bring their own proof.
UNSIGNED_ACTIONS = {"AssumeRoleWithWebIdentity"}
#: Actions that need no permission.
FREE_ACTIONS = {"sts:GetCallerIdentity", "sts:GetSessionToken", "sts:AssumeRoleWithWebIdentity"}


@dataclass
class Admission:
    principal: Principal
    #: Of a form; none with other requests.
    form: postpolicy.Form | None = None
    #: Keys that a request to delete many may not delete.
    denied: list[tuple[str, str | None]] = field(default_factory=list)


class Guard:
    def __init__(self, state: State):
        self.state = state

    def admit(self, request: Request) -> Admission:
        """Changes the request: its body is what was meant, with the headers that came after it."""
        if postpolicy.is_form(request):
            return self._admit_form(request)
        claim = signature.claim_of(request)
        if claim is None:
            return self._admit_unsigned(request)
        request.service, request.region = claim.service, claim.region
        principal, secret = self._signer(claim)
        if secret is not None:
            signature.check_time(claim, time.time())
        name = signature.payload_name(request, claim) if secret or claim.service == "s3" else signature.UNSIGNED
        if secret is not None:
            signature.check_signature(request, claim, secret, name)
            self._check_region(request)
        payload = signature.open_payload(request, claim, secret, name)
        self._take(request, payload, claim)
        context: Context = {
            "s3:authtype": "REST-HEADER" if claim.expires is None else "REST-QUERY-STRING",
            "s3:signatureversion": "AWS4-HMAC-SHA256",
            "s3:signatureage": str(int((time.time() - claim.seconds) * 1000)),
        }
        return self._authorized(request, Admission(principal), access.wanted(request, principal.account), context)

    def _signer(self, claim: signature.Claim) -> tuple[Principal, str | None]:
        """- Returns: no secret where signatures don't count."""
        if self.state.switches.signatures:
            principal = self.state.accounts.find(claim.access_key, claim.token)
            return principal, principal.secret
        try:
            return self.state.accounts.find(claim.access_key, claim.token), None
        except Refusal:
            return self.state.accounts.first, None

    def _take(self, request: Request, payload: signature.Payload, claim: signature.Claim) -> None:
        if request.service != "s3":
            return
        checksums.check_md5(request)
        encoded = request.body is not payload.body
        # A checksum at the end of an upload in parts is that of all of them.
        is_end = request.method == "POST" and "uploadId" in request.query
        found = None if is_end else checksums.check(request, payload.body, payload.trailers)
        request.replace_body(payload.body)
        if found:
            request.set_header(checksums.PREFIX + found[0], found[1])
            request.set_header("x-amz-sdk-checksum-algorithm", found[0].upper())
        if encoded:
            codings = [part.strip() for part in request.headers.get("content-encoding", "").split(",")]
            rest = ",".join(part for part in codings if part not in ("aws-chunked", ""))
            request.set_header("content-encoding", rest or None)
            request.set_header("x-amz-trailer", None)
        # Whoever comes after need not verify it, and would misread what is not encoded any more.
        request.set_header("x-amz-content-sha256", signature.UNSIGNED)

    def _check_region(self, request: Request) -> None:
        if request.service != "s3":
            return
        bucket = _bucket(access_s3.place(request)[0])
        if bucket is not None and bucket.region_name != request.region:
            raise Refusal(
                400, "AuthorizationHeaderMalformed",
                f"The authorization header is malformed; the region '{request.region}' is wrong; "
                f"expecting '{bucket.region_name}'",
                Region=bucket.region_name,
            )  # fmt: skip

    def _admit_form(self, request: Request) -> Admission:
        request.service = "s3"
        bucket, _ = access_s3.place(request)
        form = postpolicy.read(request)
        claim = postpolicy.claim_of(form)
        key = form.fields["key"]
        accesses = [Access("s3:PutObject", f"arn:aws:s3:::{bucket}/{key}")]
        if claim is None:
            return self._authorized(request, Admission(_nobody(), form), accesses, {"s3:authtype": "POST"})
        request.region = claim.region
        principal, secret = self._signer(claim)
        if secret is not None:
            postpolicy.check(form, claim, secret, bucket, time.time())
            self._check_region(request)
        found = checksums.check(
            replace(request, headers={name: value for name, value in form.fields.items() if name != "content-md5"}),
            form.file, {},
        )  # fmt: skip
        if found:
            form.fields["x-amz-sdk-checksum-algorithm"] = found[0].upper()
        return self._authorized(request, Admission(principal, form), accesses, {"s3:authtype": "POST"})

    def _admit_unsigned(self, request: Request) -> Admission:
        action = request.form.get("Action", "")
        if action in UNSIGNED_ACTIONS:
            request.service = "sts"
            self._check_web_identity(request.form)
            return Admission(self.state.accounts.first)
        if request.operation:
            request.service = TARGETS.get(request.headers["x-amz-target"].split("_")[0].split(".")[0], "states")
            raise Refusal(403, "MissingSecurityHeader", "Missing Authentication Token")
        if action:
            request.service = "iam"
            raise Refusal(403, "MissingSecurityHeader", "Missing Authentication Token")
        nobody = _nobody()
        if not self.state.switches.signatures:
            return Admission(self.state.accounts.first)
        return self._authorized(request, Admission(nobody), access_s3.wanted(request), {})

    def _check_web_identity(self, form: dict[str, str]) -> None:
        arn, token = form.get("RoleArn", ""), form.get("WebIdentityToken", "")
        claims = claims_of(token)
        if claims is None:
            raise Refusal(400, "InvalidIdentityToken", "No OpenIDConnect provider found in your account for this token")
        if float(claims.get("exp", 0)) < time.time():
            raise Refusal(400, "ExpiredTokenException", "Token expired: current date/time must be before the expiration")
        role = role_of(arn) if arn.count(":") >= 5 else None
        issuer = str(claims.get("iss", "")).removeprefix("https://")
        provider = f"arn:aws:iam::{arn.split(':')[4] if role else ''}:oidc-provider/{issuer}"
        context = {f"{issuer}:{name}".lower(): str(claims[name]) for name in ("aud", "sub") if name in claims}
        action = "sts:AssumeRoleWithWebIdentity"
        if may_assume(arn, Named(federated=provider), action, **context) != "Allow":
            raise Refusal(403, "AccessDenied", f"Not authorized to perform {action}")

    # --- Whether it may be done ---------------------------------------------------------------------------------------

    def _authorized(
        self, request: Request, admission: Admission, accesses: list[Access], context: Context
    ) -> Admission:
        principal = admission.principal
        first = accesses[0].action if accesses else ""
        if throttle := self.state.throttled(request, principal.account, first):
            raise Refusal(throttle.status, throttle.code, "Please reduce your request rate.")
        context = context | self._context(request, principal)
        deletes_many = request.service == "s3" and request.method == "POST" and "delete" in request.query
        for number, wanted in enumerate(accesses):
            try:
                self.check(principal, replace(wanted, context=context | wanted.context))
            except Refusal:
                if not deletes_many:
                    raise
                admission.denied.append(access_s3.deleted(request)[number])
        return admission

    def may(self, principal: Principal, wanted: Access, request: Request | None = None) -> bool:
        context = self._context(request, principal) if request else {}
        try:
            self.check(principal, replace(wanted, context=context | wanted.context))
        except Refusal:
            return False
        return True

    def check(self, principal: Principal, wanted: Access) -> None:
        """- Throws: where it is denied, with whom and what it was about."""
        if not self.state.switches.policies or wanted.action in FREE_ACTIONS:
            return
        reason = self._denial(principal, wanted)
        call = Call(principal.account, principal.arn, wanted.action, wanted.resource, reason is None)
        self.state.calls.append(call)
        if reason is not None:
            raise Refusal(
                403, "AccessDenied",
                f"User: {principal.arn} is not authorized to perform: {wanted.action} on resource: "
                f'"{wanted.resource}" {reason}',
            )  # fmt: skip

    def _denial(self, principal: Principal, wanted: Access) -> str | None:
        if principal is self.state.accounts.inside:
            return None
        policy, owner = resource_policy(wanted)
        theirs = resource_verdict(policy, principal.named, wanted)
        if theirs == "Deny":
            return "with an explicit deny in a resource-based policy"
        own = principal.allows(wanted)
        if own is False:
            return "with an explicit deny in an identity-based policy"
        if wanted.action == "sts:AssumeRole":
            allowed = theirs == "Allow" or theirs == "Account" and own is True
            allowed = allowed and (own is True or owner == principal.account)
        elif owner in (None, principal.account):
            allowed = own is True or theirs == "Allow"
        else:
            allowed = own is True and theirs is not None
            # What everybody may do, nobody's own account has to allow.
            allowed = allowed or theirs == "Allow" and principal.account == ""
        if allowed:
            return None
        return f"because no identity-based policy allows the {wanted.action} action"

    def _context(self, request: Request | None, principal: Principal) -> Context:
        now = time.time()
        context: Context = {
            "aws:currenttime": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now)),
            "aws:epochtime": str(int(now)),
            "aws:viaawsservice": "false",
            "aws:principalisawsservice": "false",
        }
        if principal.account:
            context |= {
                "aws:principalaccount": principal.account,
                "aws:principalarn": principal.also[0] if principal.also else principal.arn,
                "aws:principaltype": "AssumedRole" if principal.also else "User" if principal.user_name else "Account",
                "aws:userid": principal.user_id,
            }
        if principal.user_name:
            context["aws:username"] = principal.user_name
        if request is not None:
            context |= {
                "aws:sourceip": request.environ.get("REMOTE_ADDR", "127.0.0.1"),
                "aws:useragent": request.headers.get("user-agent", ""),
                "aws:requestedregion": request.region,
                "aws:securetransport": str(
                    self.state.switches.secure and not request.environ.get("emulator.plain", False)
                ).lower(),
            }
        return context


def _nobody() -> Principal:
    return Principal("", "anonymous", "", "")


def claims_of(token: str) -> dict[str, Any] | None:
    """What a JSON Web Token says. Its signature is not verified: there is nobody here to have made it."""
    parts = token.split(".")
    try:
        return json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (IndexError, ValueError):
        return None


def _bucket(name: str) -> Any | None:
    owner = s3_backends.bucket_accounts.get(name)
    return s3_backends[owner[1]][owner[0]].buckets.get(name) if owner else None


def resource_policy(wanted: Access) -> tuple[Document | None, str | None]:
    """The policy that a resource itself has, and the account that it belongs to."""
    parts = wanted.resource.split(":", 5)
    if len(parts) < 6:
        return None, None
    service, region, account, name = parts[2], parts[3], parts[4], parts[5]
    if service == "s3":
        bucket = _bucket(name.split("/")[0])
        if bucket is None:
            return None, None
        return (document(bucket.policy.decode()) if bucket.policy else None), bucket.account_id
    if service == "iam" and wanted.action.startswith("sts:AssumeRole"):
        role = role_of(wanted.resource)
        return (document(role.assume_role_policy_document) if role else None), account
    if service == "sqs" and account:
        queue = sqs_backends[account][region].queues.get(name)
        return (document(queue.policy) if queue is not None and queue.policy else None), account
    if service == "lambda" and name.startswith("function:") and account:
        try:
            function = lambda_backends[account][region].get_function(name.split(":")[1])
        except Exception:
            return None, account
        statements = [
            dict(item) | {"Resource": [item["Resource"].removesuffix(":$LATEST"), item["Resource"]]}
            for item in function.policy.statements
        ]
        return {"Statement": statements}, account
    return None, account or None


#: Services by what their requests name as a target.
TARGETS = {"DynamoDB": "dynamodb", "AWSStepFunctions": "states", "Logs": "logs", "AWSEvents": "events", "AmazonSQS": "sqs"}
