"""REST APIs: the types that are bytes, which moto forgets."""

from __future__ import annotations

import json
from typing import Any

from moto.apigateway.responses import APIGatewayResponse

_original_create = APIGatewayResponse.create_rest_api


def apply() -> None:
    APIGatewayResponse.create_rest_api = _create


def _create(self: APIGatewayResponse) -> Any:
    status, headers, body = _original_create(self)
    types = self._get_param("binaryMediaTypes")
    if status == 200 and types:
        made = json.loads(body)
        self.backend.apis[made["id"]].binaryMediaTypes = types
        body = json.dumps(made | {"binaryMediaTypes": types})
    return status, headers, body
