"""Gateways: HTTP APIs, REST APIs and URLs of functions, with the events and answers of each."""

from __future__ import annotations

import base64
import json
import unittest

from support import Probe, allow, control, fetch, handler

PROGRAM = handler(
    """
import base64
def handle(event, context):
    path = event.get("rawPath") or event.get("path")
    if path.endswith("/event"): return {"statusCode": 200, "body": json.dumps(event)}
    if path.endswith("/bytes"):
        return {"statusCode": 201, "headers": {"Content-Type": "image/png"}, "isBase64Encoded": True,
                "body": base64.b64encode(bytes(range(256))).decode(), "cookies": ["a=b", "c=d"]}
    if path.endswith("/fail"): raise ValueError("no")
    return {"hello": "world"}
"""
)


class Gateways(Probe):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.arn = cls.function(PROGRAM)

    def permit(self, api):
        self.owner.client("lambda").add_permission(
            FunctionName=self.arn, StatementId=api, Action="lambda:InvokeFunction", Principal="apigateway.amazonaws.com",
            SourceArn=f"arn:aws:execute-api:us-east-1:{self.account}:{api}/*/*",
        )  # fmt: skip

    def test_http(self):
        apis = self.owner.client("apigatewayv2")
        api = apis.create_api(Name="a", ProtocolType="HTTP")["ApiId"]
        integration = apis.create_integration(
            ApiId=api, IntegrationType="AWS_PROXY", IntegrationUri=self.arn, PayloadFormatVersion="2.0"
        )["IntegrationId"]
        for key in ("ANY /{proxy+}", "GET /images/{id}/event"):
            apis.create_route(ApiId=api, RouteKey=key, Target=f"integrations/{integration}")
        apis.create_stage(ApiId=api, StageName="$default", AutoDeploy=True)
        url = control("gateways", account=self.account, api=api)["endpoint"]
        self.assertEqual(fetch(url + "/a")[0], 403, "the function does not let it in")
        self.permit(api)
        status, body, headers = fetch(
            url + "/a%20b/event?x=1&x=2&y=", "POST", b"\xff\x00", {"Content-Type": "image/jpeg", "Cookie": "s=1; t=2"}
        )
        self.assertEqual((status, headers["content-type"]), (200, "application/json"))
        event = json.loads(body)
        self.assertEqual((event["version"], event["routeKey"], event["rawPath"]), ("2.0", "ANY /{proxy+}", "/a b/event"))
        self.assertEqual(event["queryStringParameters"], {"x": "1,2", "y": ""})
        self.assertEqual(event["cookies"], ["s=1", "t=2"])
        self.assertEqual(event["pathParameters"], {"proxy": "a b/event"})
        self.assertEqual((event["isBase64Encoded"], base64.b64decode(event["body"])), (True, b"\xff\x00"))
        self.assertEqual(event["requestContext"]["http"]["method"], "POST")
        event = json.loads(fetch(url + "/images/7/event")[1])
        self.assertEqual((event["routeKey"], event["pathParameters"]), ("GET /images/{id}/event", {"id": "7"}))
        self.assertEqual(fetch(url + "/bytes")[:2], (201, bytes(range(256))))
        self.assertEqual(json.loads(fetch(url + "/other")[1]), {"hello": "world"})
        self.assertEqual(fetch(url + "/fail")[0], 500)
        self.assertEqual(fetch(url + "/")[0], 404)

    def test_rest(self):
        apis = self.owner.client("apigateway")
        api = apis.create_rest_api(name="r", binaryMediaTypes=["image/*"])["id"]
        root = apis.get_resources(restApiId=api)["items"][0]["id"]
        resource = apis.create_resource(restApiId=api, parentId=root, pathPart="{proxy+}")["id"]
        apis.put_method(restApiId=api, resourceId=resource, httpMethod="ANY", authorizationType="NONE")
        uri = f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{self.arn}/invocations"
        apis.put_integration(
            restApiId=api, resourceId=resource, httpMethod="ANY", type="AWS_PROXY", integrationHttpMethod="POST", uri=uri
        )
        apis.create_deployment(restApiId=api, stageName="live")
        self.permit(api)
        url = control("gateways", account=self.account, api=api, stage="live")["endpoint"]
        status, body, _ = fetch(url + "/a/event?x=1&x=2", "POST", b"{}", {"Content-Type": "application/json"})
        event = json.loads(body)
        self.assertEqual((status, event["httpMethod"], event["path"], event["resource"]), (200, "POST", "/a/event", "/{proxy+}"))
        self.assertEqual(event["multiValueQueryStringParameters"], {"x": ["1", "2"]})
        self.assertEqual((event["body"], event["isBase64Encoded"]), ("{}", False))
        event = json.loads(fetch(url + "/a/event", "POST", b"\xff", {"Content-Type": "image/png"})[1])
        self.assertEqual((event["body"], event["isBase64Encoded"]), (base64.b64encode(b"\xff").decode(), True))
        self.assertEqual(fetch(url + "/bytes")[:2], (201, bytes(range(256))))
        self.assertEqual(fetch(url + "/other")[0], 502, "an answer without a status")

    def test_url(self):
        url = control("gateways", account=self.account, function=self.arn, payload="url")["endpoint"]
        event = json.loads(fetch(url + "/a%20b/event")[1])
        self.assertEqual((event["routeKey"], event["rawPath"]), ("$default", "/a%20b/event"))
        self.owner.client("lambda").create_function_url_config(FunctionName=self.arn, AuthType="AWS_IAM")
        self.assertEqual(fetch(url + "/event")[0], 403)
        user = self.user(allow("lambda:InvokeFunctionUrl", on=self.arn))
        from botocore.auth import SigV4Auth
        from botocore.awsrequest import AWSRequest
        from botocore.credentials import Credentials

        for keys, status in ((user, 200), (self.user(), 403)):
            request = AWSRequest("GET", url + "/event")
            SigV4Auth(Credentials(keys.access_key, keys.secret_key), "lambda", "us-east-1").add_auth(request)
            self.assertEqual(fetch(url + "/event", headers=dict(request.headers))[0], status)
        self.owner.client("lambda").delete_function_url_config(FunctionName=self.arn)


if __name__ == "__main__":
    unittest.main()
