"""The application: lets a request in, mends it, hands it to moto under the lock of its service, and mends the answer."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape

from . import access_s3, postpolicy
from .control import Control
from .guard import Admission
from .policies import Access
from .repairs import dynamodb, s3_objects
from .state import current, locks
from .wire import Environ, Refusal, Reply, Request
from .world import World

#: Requests that wait, and take the lock by themselves.
WAITING = {("sqs", "ReceiveMessage")}
INVOCATION = re.compile(r"/\d{4}-\d\d-\d\d/functions/([^/]+)/(?:invocations|invoke-async)/?")


class Front:
    def __init__(self, world: World, control: Control, moto: Any):
        self.world, self.control, self.moto = world, control, moto

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        request = Request.read(environ)
        if request.raw_path.startswith("/_emulator/"):
            return self.control.answer(request).send(environ, start_response)
        try:
            reply = self._carry_out(request)
        except Refusal as refusal:
            reply = refusal.reply(request)
        except Exception as error:
            traceback.print_exc()
            reply = Refusal(500, "InternalError", f"{type(error).__name__}: {error}").reply(request)
        finally:
            current.request = current.principal = None
        return reply.send(environ, start_response)

    def _carry_out(self, request: Request) -> Reply:
        admission = self.world.guard.admit(request)
        current.request, current.principal = request, admission.principal
        account = admission.principal.account or self.world.state.accounts.first.account
        # moto tells accounts apart by this.
        request.environ["HTTP_X_MOTO_ACCOUNT_ID"] = account
        if request.service == "lambda" and INVOCATION.fullmatch(request.raw_path):
            return self.world.functions.answer(request, account)
        if request.service == "s3":
            return self._objects(request, admission)
        if request.service == "dynamodb":
            with locks["dynamodb"]:
                reply = dynamodb.prepare(request, account)
                if reply is None:
                    reply = self._moto(request)
                    dynamodb.finish(request, account, reply)
            return reply
        action = request.operation or request.form.get("Action", "")
        if (request.service, action) in WAITING:
            return self._moto(request)
        with locks[request.service]:
            return self._moto(request)

    def _moto(self, request: Request) -> Reply:
        found: list[Any] = []

        def start_response(status: str, headers: list[tuple[str, str]], failure: Any = None) -> None:
            found[:] = [int(status.split()[0]), dict(headers)]

        body = b"".join(self.moto(request.rewind(), start_response))
        return Reply(found[0], found[1], body)

    # --- S3 -----------------------------------------------------------------------------------------------------------

    def _objects(self, request: Request, admission: Admission) -> Reply:
        with locks["s3"]:
            if admission.form is not None:
                reply = self._form(request, admission.form)
            elif request.method == "POST" and "delete" in request.query:
                reply = self._delete_many(request, admission)
            else:
                s3_objects.prepare(request)
                reply = self._moto(request)
                s3_objects.finish(request, reply)
        self._hide(request, admission, reply)
        for name in ("x-amz-request-id", "x-amz-id-2"):
            reply.headers.setdefault(name, "EMULATOR")
        return reply

    def _form(self, request: Request, form: postpolicy.Form) -> Reply:
        """An upload by a form is one by PUT, with what the form says for headers."""
        bucket, _ = access_s3.place(request)
        key = form.fields["key"]
        kept = ("content-type", "content-encoding", "content-disposition", "cache-control", "expires", "acl", "tagging")
        put = Request(dict(request.environ), "PUT", f"/{bucket}/{_quoted(key)}", "", {}, form.file)
        put.environ = {name: value for name, value in put.environ.items() if name not in ("CONTENT_TYPE",)}
        put.environ |= {
            "REQUEST_METHOD": "PUT", "PATH_INFO": f"/{bucket}/{key}".encode().decode("latin1"), "QUERY_STRING": "",
            "REQUEST_URI": put.raw_path, "RAW_URI": put.raw_path,
        }  # fmt: skip
        put.set_header("host", request.headers.get("host", "localhost"))
        put.set_header("x-amz-content-sha256", "UNSIGNED-PAYLOAD")
        for name, value in form.fields.items():
            if name.startswith(("x-amz-meta-", "x-amz-server-side", "x-amz-checksum-", "x-amz-sdk-", "x-amz-storage")):
                put.set_header(name, value)
            elif name in kept:
                put.set_header({"acl": "x-amz-acl", "tagging": "x-amz-tagging"}.get(name, name), value)
        current.request = put
        put.environ["HTTP_AUTHORIZATION"] = f"AWS4-HMAC-SHA256 Credential=form/20200101/{request.region}/s3/aws4_request"
        s3_objects.prepare(put)
        reply = self._moto(put)
        s3_objects.finish(put, reply)
        if reply.status != 200:
            return reply
        headers = {name.lower(): value for name, value in reply.headers.items()}
        status, added, body = postpolicy.success(form, request.headers.get("host", ""), bucket, headers.get("etag", ""))
        kept_headers = {name: value for name, value in reply.headers.items() if name.lower().startswith("x-amz-")}
        return Reply(status, kept_headers | added, body)

    def _delete_many(self, request: Request, admission: Admission) -> Reply:
        denied = set(admission.denied)
        if "content-md5" not in request.headers and not any(
            name.startswith("x-amz-checksum-") for name in request.headers
        ):
            raise Refusal(400, "InvalidRequest", "Missing required header for this request: Content-MD5 OR x-amz-checksum-*")
        if not denied:
            return self._moto(request)
        allowed = [item for item in access_s3.deleted(request) if item not in denied]
        text = "".join(
            f"<Object><Key>{escape(key)}</Key>{f'<VersionId>{version}</VersionId>' if version else ''}</Object>"
            for key, version in allowed
        )
        errors = "".join(
            f"<Error><Key>{escape(key)}</Key><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"
            for key, _ in admission.denied
        )
        head = '<?xml version="1.0" encoding="UTF-8"?><DeleteResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
        if not allowed:
            return Reply(200, {"Content-Type": "application/xml"}, f"{head}{errors}</DeleteResult>".encode())
        request.replace_body(f"<Delete>{text}</Delete>".encode())
        reply = self._moto(request)
        body = reply.body.decode()
        end = "</DeleteResult>" if "</DeleteResult>" in body else "</DeleteObjectsOutput>"
        reply.body = body.replace(end, errors + end).encode()
        return reply

    def _hide(self, request: Request, admission: Admission, reply: Reply) -> None:
        """Who may not list a bucket is not told what it lacks."""
        bucket, key = access_s3.place(request)
        if reply.status != 404 or not key or request.method not in ("GET", "HEAD"):
            return
        if request.method == "GET" and b"NoSuchKey" not in reply.body:
            return
        listing = Access("s3:ListBucket", f"arn:aws:s3:::{bucket}")
        if not self.world.guard.may(admission.principal, listing, request):
            raise Refusal(
                403, "AccessDenied",
                f"User: {admission.principal.arn} is not authorized to perform: s3:ListBucket on resource: "
                f'"{listing.resource}" because no identity-based policy allows the s3:ListBucket action',
            )  # fmt: skip


def _quoted(key: str) -> str:
    return quote(key, safe="/-_.~")
