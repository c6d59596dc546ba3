resource "aws_cloudwatch_log_group" "api" {
  name              = "/aws/vendedlogs/apigateway/${var.name}"
  retention_in_days = var.days.logs
}

locals {
  # Fields that pages of `web_origins` may send and read, as the API has them where it answers browsers by itself. A star stands
  # for all of a request but Authorization, so they are named.
  cors = {
    methods  = ["DELETE", "GET", "HEAD", "POST", "PUT"]
    accepted = ["Authorization", "Content-Digest", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match", "If-Range", "Last-Event-ID", "Prefer", "Range"]
    exposed  = ["Accept-Ranges", "Content-Disposition", "Content-Range", "ETag", "Link", "Location", "Preference-Applied", "Retry-After", "WWW-Authenticate", "X-Request-ID"]
  }
}

resource "aws_apigatewayv2_api" "this" {
  name          = var.name
  description   = "Images and their renditions"
  protocol_type = "HTTP"

  dynamic "cors_configuration" {
    for_each = length(var.web_origins) > 0 ? [var.web_origins] : []

    content {
      allow_origins  = cors_configuration.value
      allow_methods  = local.cors.methods
      allow_headers  = local.cors.accepted
      expose_headers = local.cors.exposed
      max_age        = 3600
    }
  }
}

resource "aws_apigatewayv2_integration" "function" {
  api_id                 = aws_apigatewayv2_api.this.id
  integration_type       = "AWS_PROXY"
  integration_uri        = aws_lambda_function.this["api"].invoke_arn
  payload_format_version = "2.0"
  timeout_milliseconds   = min(var.timeout.api * 1000, 30000)
}

# The function knows its paths itself.
resource "aws_apigatewayv2_route" "default" {
  api_id    = aws_apigatewayv2_api.this.id
  route_key = "$default"
  target    = "integrations/${aws_apigatewayv2_integration.function.id}"
}

resource "aws_apigatewayv2_stage" "default" {
  api_id      = aws_apigatewayv2_api.this.id
  name        = "$default"
  auto_deploy = true

  default_route_settings {
    throttling_rate_limit    = var.throttle.rate
    throttling_burst_limit   = var.throttle.burst
    detailed_metrics_enabled = true
  }

  # Nothing that names an original, and nobody's address.
  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.api.arn
    format = jsonencode({
      request_id  = "$context.requestId"
      time        = "$context.requestTimeEpoch"
      method      = "$context.httpMethod"
      status      = "$context.status"
      bytes       = "$context.responseLength"
      latency     = "$context.responseLatency"
      integration = "$context.integrationLatency"
      error       = "$context.integrationErrorMessage"
    })
  }
}

resource "aws_lambda_permission" "api" {
  statement_id  = "gateway"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.this["api"].function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.this.execution_arn}/*/*"
}
