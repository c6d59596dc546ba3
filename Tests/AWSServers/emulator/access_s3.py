"""What requests to S3 want to do, in the words of policies.

The names are those of https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html.
"""

from __future__ import annotations

from urllib.parse import unquote

import xmltodict

from .policies import Access, Context
from .wire import Refusal, Request

#: Of buckets: by the name in the query, the noun of the action.
BUCKET_PARTS = {
    "accelerate": "AccelerateConfiguration", "acl": "BucketAcl", "analytics": "AnalyticsConfiguration",
    "cors": "BucketCORS", "encryption": "EncryptionConfiguration", "intelligent-tiering": "IntelligentTieringConfiguration",
    "inventory": "InventoryConfiguration", "lifecycle": "LifecycleConfiguration", "logging": "BucketLogging",
    "metrics": "MetricsConfiguration", "notification": "BucketNotification",
    "object-lock": "BucketObjectLockConfiguration", "ownershipControls": "BucketOwnershipControls",
    "policy": "BucketPolicy", "policyStatus": "BucketPolicyStatus", "publicAccessBlock": "BucketPublicAccessBlock",
    "replication": "ReplicationConfiguration", "requestPayment": "BucketRequestPayment", "tagging": "BucketTagging",
    "versioning": "BucketVersioning", "website": "BucketWebsite",
}  # fmt: skip
#: Parts that have an action of their own for deletion; to delete others is to put nothing.
DELETED = {"policy", "website"}
LISTS = {
    "uploads": "ListBucketMultipartUploads", "location": "GetBucketLocation", "versions": "ListBucketVersions",
}  # fmt: skip
METHODS = {
    "GET": "ListBucket", "HEAD": "ListBucket", "PUT": "CreateBucket", "DELETE": "DeleteBucket", "POST": "PutObject",
}  # fmt: skip
VERBS = {"GET": "Get", "HEAD": "Get", "PUT": "Put", "DELETE": "Delete", "POST": "Put"}


def place(request: Request) -> tuple[str, str]:
    """The bucket and the key, whether the bucket stands in the path or in the host."""
    host = request.headers.get("host", "").split(":")[0]
    path = request.path.removeprefix("/")
    bucket, dot, rest = host.partition(".")
    if dot and (rest == "localhost" or rest.startswith(("s3.", "s3-"))):
        return bucket, path
    bucket, _, key = path.partition("/")
    return bucket, key


def wanted(request: Request) -> list[Access]:
    bucket, key = place(request)
    query = request.query
    context = _context(request)
    if not bucket:
        return [Access("s3:ListAllMyBuckets", "*", context)]
    arn = f"arn:aws:s3:::{bucket}"
    if not key:
        return _bucket(request, arn, context)
    resource = f"{arn}/{key}"
    found = [Access("s3:" + _object(request, query), resource, context)]
    if request.method == "PUT" and "x-amz-tagging" in request.headers:
        found.append(Access("s3:PutObjectTagging", resource, context))
    if source := request.headers.get("x-amz-copy-source"):
        path, _, version = source.partition("?")
        action = "s3:GetObjectVersion" if version.startswith("versionId=") else "s3:GetObject"
        found.append(Access(action, "arn:aws:s3:::" + unquote(path).removeprefix("/"), context))
    return found


def _bucket(request: Request, arn: str, context: Context) -> list[Access]:
    query = request.query
    for part, noun in BUCKET_PARTS.items():
        if part in query:
            verb = "Get" if request.method in ("GET", "HEAD") else "Put"
            if request.method == "DELETE" and part in DELETED:
                verb = "Delete"
            return [Access(f"s3:{verb}{noun}", arn, context)]
    if "delete" in query:
        return [Access("s3:DeleteObjectVersion" if version else "s3:DeleteObject", f"{arn}/{key}", context)
                for key, version in deleted(request)]  # fmt: skip
    for part, action in LISTS.items():
        if part in query:
            return [Access("s3:" + action, arn, context)]
    return [Access("s3:" + METHODS.get(request.method, "ListBucket"), arn, context)]


def _object(request: Request, query: dict[str, str]) -> str:
    verb = VERBS.get(request.method, "Get")
    if "uploadId" in query and request.method == "DELETE":
        return "AbortMultipartUpload"
    if "uploadId" in query and request.method == "GET":
        return "ListMultipartUploadParts"
    if "restore" in query:
        return "RestoreObject"
    versioned = "Version" if query.get("versionId") else ""
    for part, noun in (("tagging", "Tagging"), ("acl", "Acl")):
        if part in query:
            return f"{verb}Object{versioned}{noun}"
    for part, noun in (("retention", "Retention"), ("legal-hold", "LegalHold"), ("attributes", "Attributes")):
        if part in query:
            return f"{verb}Object{noun}"
    return f"{verb}Object" + (versioned if verb in ("Get", "Delete") else "")


def deleted(request: Request) -> list[tuple[str, str | None]]:
    """The keys, with versions, that a request to delete many names."""
    try:
        listed = xmltodict.parse(request.body, strip_whitespace=False)["Delete"]["Object"]
        listed = listed if isinstance(listed, list) else [listed]
        found = [(item["Key"], item.get("VersionId")) for item in listed]
    except Exception as error:
        raise Refusal(400, "MalformedXML", "The XML you provided was not well-formed.") from error
    if len(found) > 1000:
        raise Refusal(400, "MalformedXML", "No more than 1,000 objects can be deleted at once.")
    return found


def _context(request: Request) -> Context:
    query = request.query
    context: Context = {}
    for name in ("prefix", "delimiter", "max-keys", "versionId"):
        if name in query:
            context["s3:" + name.lower()] = query[name]
    for name in ("x-amz-acl", "x-amz-server-side-encryption", "x-amz-server-side-encryption-aws-kms-key-id",
                 "x-amz-storage-class", "x-amz-copy-source", "x-amz-metadata-directive", "x-amz-content-sha256",
                 "if-none-match", "if-match"):  # fmt: skip
        if name in request.headers:
            context["s3:" + name] = request.headers[name]
    for pair in request.headers.get("x-amz-tagging", "").split("&"):
        name, _, value = pair.partition("=")
        if name:
            context["s3:requestobjecttag/" + unquote(name).lower()] = unquote(value)
    return context
