# What happens to originals, on its way to the function that begins workflows:
# bucket -> EventBridge -> rule -> queue -> function, with a place for what can't go on.

resource "aws_s3_bucket_notification" "originals" {
  bucket      = aws_s3_bucket.this["originals"].id
  eventbridge = true
}

resource "aws_cloudwatch_event_rule" "originals" {
  name        = local.rule
  description = "Originals that came or went"

  event_pattern = jsonencode({
    source      = ["aws.s3"]
    detail-type = ["Object Created", "Object Deleted"]
    detail = merge(
      { bucket = { name = [local.buckets.originals] } },
      var.originals_prefix == "" ? {} : { object = { key = [{ prefix = var.originals_prefix }] } },
    )
  })
}

resource "aws_cloudwatch_event_target" "queue" {
  rule      = aws_cloudwatch_event_rule.originals.name
  target_id = "queue"
  arn       = aws_sqs_queue.ingest.arn

  dead_letter_config {
    arn = aws_sqs_queue.dead_letters["events"].arn
  }

  retry_policy {
    maximum_event_age_in_seconds = 86400
    maximum_retry_attempts       = 185
  }
}

resource "aws_sqs_queue" "ingest" {
  name                    = local.queue
  sqs_managed_sse_enabled = true
  # As AWS advises for queues that functions read: six times as long as the function may take, and its batching window.
  visibility_timeout_seconds = 6 * var.timeout.ingest + 1
  message_retention_seconds  = 14 * 86400

  policy = templatefile("${path.module}/policies/event-queue.json.tftpl", { queue = local.arns.queue, rule = local.arns.rule })

  redrive_policy = jsonencode({
    deadLetterTargetArn = local.arns.ingest_dead
    maxReceiveCount     = var.attempts
  })

  depends_on = [aws_sqs_queue.dead_letters]
}

# One for each function, and one for events that did not reach the queue.
resource "aws_sqs_queue" "dead_letters" {
  for_each = local.dead_letters

  name                      = each.value
  sqs_managed_sse_enabled   = true
  message_retention_seconds = var.days.dead_letters * 86400

  policy = templatefile("${path.module}/policies/${each.key == "events" ? "event-queue" : "queue"}.json.tftpl", {
    queue = local.arns["${each.key}_dead"]
    rule  = local.arns.rule
  })
}

resource "aws_lambda_event_source_mapping" "ingest" {
  event_source_arn                   = aws_sqs_queue.ingest.arn
  function_name                      = aws_lambda_function.this["ingest"].arn
  batch_size                         = 10
  maximum_batching_window_in_seconds = 1
  # Where the function is switched off, what is received is refused, and each time is an attempt: events would be given up.
  enabled = var.concurrency.ingest != 0
  # Without this a batch that failed in part would count as done.
  function_response_types = ["ReportBatchItemFailures"]

  # Where the function has a limit of its own, more messages than it can take would use up their attempts.
  dynamic "scaling_config" {
    for_each = var.concurrency.ingest >= 2 ? [min(var.concurrency.ingest, 1000)] : []

    content {
      maximum_concurrency = scaling_config.value
    }
  }
}
