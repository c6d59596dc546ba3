"""What requests want to do, in the words of policies: for every service but S3, which has a file of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from moto.dynamodb.models import dynamodb_backends

from . import access_s3
from .policies import Access, Context
from .wire import Request

#: Signing names that are not the names of policies.
NAMES = {"monitoring": "cloudwatch", "email": "ses"}


def wanted(request: Request, account: str) -> list[Access]:
    find = SERVICES.get(request.service, _other)
    return find(request, f"{request.region}:{account}")


def _s3(request: Request, where: str) -> list[Access]:
    return access_s3.wanted(request)


# --- DynamoDB --------------------------------------------------------------------------------------------------------

#: The action that each part of a transaction needs.
PARTS = {
    "Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem",
    "Get": "GetItem",
}  # fmt: skip


def _dynamodb(request: Request, where: str) -> list[Access]:
    if request.headers.get("x-amz-target", "").startswith("DynamoDBStreams"):
        return [Access("dynamodb:" + request.operation, request.json.get("StreamArn", "*"))]
    body, region, account = request.json, *where.split(":")

    def table(name: str) -> str:
        return name if name.startswith("arn:") else f"arn:aws:dynamodb:{where}:table/{name}"

    def access(action: str, name: str, keys: list[str], about: dict[str, Any], index: str | None = None) -> Access:
        context: Context = {"dynamodb:leadingkeys": keys} if keys else {}
        if attributes := _attributes(about):
            context["dynamodb:attributes"] = attributes
        for option in ("ReturnValues", "ReturnConsumedCapacity", "Select"):
            if option in about:
                context["dynamodb:" + option.lower()] = about[option]
        return Access("dynamodb:" + action, table(name) + (f"/index/{index}" if index else ""), context)

    def hash_key(name: str) -> str | None:
        known = dynamodb_backends[account][region].tables.get(name.split("/")[-1])
        return known.hash_key_attr if known else None

    def values(name: str, items: list[dict[str, Any]]) -> list[str]:
        key = hash_key(name)
        return [str(next(iter(item[key].values()))) for item in items if key in item]

    if "TransactItems" in body:
        return [
            access(PARTS[kind], part["TableName"], values(part["TableName"], [part.get("Key") or part.get("Item")]), part)
            for item in body["TransactItems"] for kind, part in item.items() if kind in PARTS
        ]  # fmt: skip
    if "RequestItems" in body:
        return [
            access(request.operation, name, values(name, _batch(content)), content if isinstance(content, dict) else {})
            for name, content in body["RequestItems"].items()
        ]  # fmt: skip
    name = body.get("TableName") or body.get("ResourceArn") or body.get("TableArn")
    if name is None:
        return [Access("dynamodb:" + request.operation, "*")]
    items = [body[part] for part in ("Key", "Item") if part in body]
    keys = values(name, items) or _queried(body, hash_key(name))
    return [access(request.operation, name, keys, body, body.get("IndexName"))]


def _batch(content: Any) -> list[dict[str, Any]]:
    if isinstance(content, dict):
        return content.get("Keys", [])
    return [part.get("Item") or part.get("Key") for write in content for part in write.values()]


def _queried(body: dict[str, Any], key: str | None) -> list[str]:
    """The value of the hash key that a query asks for."""
    if key is None or "IndexName" in body:
        return []
    names = {name: alias for alias, name in body.get("ExpressionAttributeNames", {}).items()}
    found = re.search(
        rf"(?:^|[\s(])(?:{re.escape(names.get(key, key))}|{re.escape(key)})\s*=\s*(:\w+)",
        body.get("KeyConditionExpression", ""),
    )
    value = body.get("ExpressionAttributeValues", {}).get(found[1]) if found else None
    return [str(next(iter(value.values())))] if value else []


def _attributes(about: dict[str, Any]) -> list[str]:
    """The attributes that a request reads or writes by name."""
    names = about.get("ExpressionAttributeNames", {})
    listed = [part.strip().split(".")[0].split("[")[0] for part in about.get("ProjectionExpression", "").split(",")]
    found = [names.get(name, name) for name in listed if name] + about.get("AttributesToGet", [])
    return found + list(about.get("Item") or {}) + list(about.get("Key") or {})


# --- Services that name everything in JSON ---------------------------------------------------------------------------


def _states(request: Request, where: str) -> list[Access]:
    body = request.json
    made = {"CreateStateMachine": "stateMachine", "CreateActivity": "activity"}.get(request.operation)
    resource = next(
        (body[name] for name in ("stateMachineArn", "executionArn", "stateMachineVersionArn", "stateMachineAliasArn",
                                 "resourceArn", "activityArn", "mapRunArn") if name in body),
        f"arn:aws:states:{where}:{made}:{body.get('name')}" if made else "*",
    )  # fmt: skip
    # Of a version or an alias policies name the machine; which of them it is, is a condition.
    parts = resource.split(":")
    context: Context = {}
    if len(parts) > 7 and parts[5] == "stateMachine":
        resource, context = ":".join(parts[:7]), {"states:statemachinequalifier": parts[7]}
    found = [Access("states:" + request.operation, resource, context)]
    return found + _passed(body.get("roleArn"), "states.amazonaws.com")


def _passed(role: str | None, service: str) -> list[Access]:
    return [Access("iam:PassRole", role, {"iam:passedtoservice": service})] if role else []


def _events(request: Request, where: str) -> list[Access]:
    body, operation = request.json, request.operation
    if operation == "PutEvents":
        buses = {entry.get("EventBusName", "default") for entry in body.get("Entries", [])}
        return [Access("events:PutEvents", _bus(where, bus)) for bus in sorted(buses)]
    if rule := body.get("Rule") or (body.get("Name") if operation.endswith("Rule") else None):
        bus = body.get("EventBusName", "default").split("/")[-1]
        name = rule if bus == "default" else f"{bus}/{rule}"
        found = [Access("events:" + operation, f"arn:aws:events:{where}:rule/{name}")]
        for target in body.get("Targets", []):
            found += _passed(target.get("RoleArn"), "events.amazonaws.com")
        return found
    return [Access("events:" + operation, body.get("ResourceARN", "*"))]


def _bus(where: str, bus: str) -> str:
    return bus if bus.startswith("arn:") else f"arn:aws:events:{where}:event-bus/{bus}"


def _logs(request: Request, where: str) -> list[Access]:
    body = request.json
    group = body.get("logGroupName")
    if group is None:
        return [Access("logs:" + request.operation, body.get("resourceArn", body.get("logGroupIdentifier", "*")))]
    arn = f"arn:aws:logs:{where}:log-group:{group}"
    stream = body.get("logStreamName")
    if stream and request.operation in ("PutLogEvents", "GetLogEvents"):
        return [Access("logs:" + request.operation, f"{arn}:log-stream:{stream}")]
    return [Access("logs:" + request.operation, f"{arn}:*")]


def _sqs(request: Request, where: str) -> list[Access]:
    form = request.form
    body = request.json if request.operation else form
    action = request.operation or form.get("Action", "")
    name = body.get("QueueName") or body.get("QueueUrl", request.path).rstrip("/").split("/")[-1]
    listing = action in ("ListQueues",)
    return [Access("sqs:" + action.removesuffix("Batch"), "*" if listing else f"arn:aws:sqs:{where}:{name}")]


def _sns(request: Request, where: str) -> list[Access]:
    form = request.form
    topic = form.get("TopicArn") or (f"arn:aws:sns:{where}:{form['Name']}" if "Name" in form else "*")
    return [Access("sns:" + form.get("Action", ""), topic)]


def _identity(request: Request, where: str) -> list[Access]:
    """IAM and STS."""
    form, account = request.form, where.split(":")[1]
    resource = form.get("PolicyArn", "*")
    for parameter, kind in (("RoleName", "role"), ("UserName", "user"), ("GroupName", "group")):
        if parameter in form:
            resource = f"arn:aws:iam::{account}:{kind}/{form[parameter]}"
    return [Access(f"{request.service}:{form.get('Action', '')}", form.get("RoleArn", resource))]


def _cloudwatch(request: Request, where: str) -> list[Access]:
    found = re.search(r"/operation/(\w+)", request.raw_path)
    action = found[1] if found else request.operation or request.form.get("Action", "")
    return [Access("cloudwatch:" + action, "*")]


# --- Services with paths of their own --------------------------------------------------------------------------------

FUNCTION = re.compile(r"/\d{4}-\d\d-\d\d/functions/([^/]+)(?:/([^/]+))?")
FUNCTION_PARTS = {
    "configuration": {"GET": "GetFunctionConfiguration", "PUT": "UpdateFunctionConfiguration"},
    "code": {"PUT": "UpdateFunctionCode"},
    "invocations": {"POST": "InvokeFunction"},
    "invoke-async": {"POST": "InvokeFunction"},
    "concurrency": {"GET": "GetFunctionConcurrency", "PUT": "PutFunctionConcurrency", "DELETE": "DeleteFunctionConcurrency"},
    "policy": {"GET": "GetPolicy", "POST": "AddPermission", "DELETE": "RemovePermission"},
    "aliases": {"GET": "ListAliases", "POST": "CreateAlias"},
    "versions": {"GET": "ListVersionsByFunction", "POST": "PublishVersion"},
    "url": {"GET": "GetFunctionUrlConfig", "POST": "CreateFunctionUrlConfig"},
    "event-invoke-config": {"GET": "GetFunctionEventInvokeConfig", "PUT": "PutFunctionEventInvokeConfig"},
    "code-signing-config": {"GET": "GetFunctionCodeSigningConfig"},
    None: {"GET": "GetFunction", "DELETE": "DeleteFunction"},
}


def _lambda(request: Request, where: str) -> list[Access]:
    if found := FUNCTION.match(request.raw_path):
        name, part = unquote(found[1]), found[2]
        action = FUNCTION_PARTS.get(part, {}).get(request.method, f"{request.method}-{part}")
        context: Context = {"lambda:functionarn": function_arn(name, where)}
        accesses = [Access("lambda:" + action, function_arn(name, where), context)]
        return accesses + _passed(request.json.get("Role") if part == "configuration" else None, "lambda.amazonaws.com")
    if "/event-source-mappings" in request.raw_path:
        number = request.raw_path.rstrip("/").split("/")[-1]
        if request.method == "GET" and number == "event-source-mappings":
            return [Access("lambda:ListEventSourceMappings", "*")]
        verb = {"GET": "Get", "PUT": "Update", "DELETE": "Delete"}.get(request.method, "Create")
        mapped = request.json.get("FunctionName")
        named: Context = {"lambda:functionarn": function_arn(mapped, where)} if mapped else {}
        resource = "*" if verb == "Create" else f"arn:aws:lambda:{where}:event-source-mapping:{number}"
        return [Access(f"lambda:{verb}EventSourceMapping", resource, named)]
    if request.raw_path.rstrip("/").endswith("/functions"):
        if request.method == "GET":
            return [Access("lambda:ListFunctions", "*")]
        body = request.json
        made = Access("lambda:CreateFunction", function_arn(body.get("FunctionName", ""), where))
        return [made, *_passed(body.get("Role"), "lambda.amazonaws.com")]
    if "/tags/" in request.raw_path:
        verb = {"GET": "ListTags", "POST": "TagResource", "DELETE": "UntagResource"}[request.method]
        return [Access("lambda:" + verb, unquote(request.raw_path.split("/tags/")[1]))]
    return [Access(f"lambda:{request.method}", "*")]


def function_arn(name: str, where: str) -> str:
    """Of a name, a name of an account, or an ARN already."""
    if name.startswith("arn:"):
        return name
    return f"arn:aws:lambda:{where}:function:{name.split('function:')[-1]}"


def _xray(request: Request, where: str) -> list[Access]:
    names = {"TraceSegments": "PutTraceSegments", "TelemetryRecords": "PutTelemetryRecords", "Traces": "BatchGetTraces"}
    part = request.raw_path.strip("/").split("/")[0]
    return [Access("xray:" + names.get(part, part), "*")]


def _gateway(request: Request, where: str) -> list[Access]:
    return [Access("apigateway:" + request.method, f"arn:aws:apigateway:{request.region}::{request.path}")]


def _other(request: Request, where: str) -> list[Access]:
    action = request.operation or request.form.get("Action") or request.method
    return [Access(f"{NAMES.get(request.service, request.service)}:{action}", "*")]


SERVICES: dict[str, Callable[[Request, str], list[Access]]] = {
    "s3": _s3, "dynamodb": _dynamodb, "states": _states, "events": _events, "logs": _logs, "sqs": _sqs, "sns": _sns,
    "iam": _identity, "sts": _identity, "monitoring": _cloudwatch, "lambda": _lambda, "xray": _xray,
    "apigateway": _gateway,
}  # fmt: skip
