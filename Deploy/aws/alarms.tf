locals {
  # Each: what is counted, over which dimensions, and above which number it is an alarm. Periods are five minutes.
  alarms = merge(
    {
      for name, queue in local.dead_letters : "${name}-dead-letters" => {
        description = "Something was given up. See Docs/Deploy.md, \"What was given up\"."
        namespace   = "AWS/SQS", metric = "ApproximateNumberOfMessagesVisible", statistic = "Maximum", threshold = 0
        dimensions  = { QueueName = queue }
      }
    },
    {
      for name in local.functions : "${name}-errors" => {
        description = "Invocations of ${var.name}-${name} failed."
        namespace   = "AWS/Lambda", metric = "Errors", statistic = "Sum", threshold = var.alarm_thresholds.function_errors
        dimensions  = { FunctionName = "${var.name}-${name}" }
      }
    },
    {
      for name in local.functions : "${name}-throttles" => {
        description = "${var.name}-${name} has as many invocations as it may have at once. Raise concurrency.${name}."
        namespace   = "AWS/Lambda", metric = "Throttles", statistic = "Sum", threshold = 100
        dimensions  = { FunctionName = "${var.name}-${name}" }
      }
    },
    merge([
      for name, arn in local.machines : {
        "${name}-failed" = {
          description = "Executions failed. Images that are refused are among them."
          namespace   = "AWS/States", metric = "ExecutionsFailed", statistic = "Sum", threshold = var.alarm_thresholds.failed_executions
          dimensions  = { StateMachineArn = arn }
        }
        "${name}-timed-out" = {
          description = "Executions took longer than they may."
          namespace   = "AWS/States", metric = "ExecutionsTimedOut", statistic = "Sum", threshold = 0
          dimensions  = { StateMachineArn = arn }
        }
      }
    ]...),
    {
      queue-age = {
        description = "Originals wait long before anything is begun."
        namespace   = "AWS/SQS", metric = "ApproximateAgeOfOldestMessage", statistic = "Maximum", threshold = var.alarm_thresholds.queue_seconds
        dimensions  = { QueueName = local.queue }
      }
      events-lost = {
        description = "Events could neither be sent to the queue nor to that of what was given up."
        # What goes to the queue of dead letters is no failure to EventBridge.
        namespace  = "AWS/Events", metric = "InvocationsFailedToBeSentToDlq", statistic = "Sum", threshold = 0
        dimensions = { RuleName = local.rule }
      }
      api-server-errors = {
        description = "The API answered with errors that are its own fault."
        namespace   = "AWS/ApiGateway", metric = "5xx", statistic = "Sum", threshold = var.alarm_thresholds.server_errors
        dimensions  = { ApiId = aws_apigatewayv2_api.this.id }
      }
    },
    # Requests are counted by operation; of what they throttle, the table and each index have a count of their own.
    merge([
      for metric, kind in { ReadThrottleEvents = "reads", WriteThrottleEvents = "writes" } : {
        for index in concat([""], keys(local.table.indexes)) : "${index == "" ? "table" : index}-throttled-${kind}" => {
          description = "The table, or an index of it, refused ${kind} because there were too many at once."
          namespace   = "AWS/DynamoDB", metric = metric, statistic = "Sum", threshold = 10
          dimensions = {
            for name, value in { TableName = local.table.name, GlobalSecondaryIndexName = index } : name => value if value != ""
          }
        }
      }
    ]...),
  )
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.alarms

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.description
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = each.value.statistic
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.threshold
  period              = 300
  evaluation_periods  = 1
  # Where nothing happens nothing is wrong.
  treat_missing_data = "notBreaching"
  alarm_actions      = var.alarm_actions
  ok_actions         = var.alarm_actions
}
