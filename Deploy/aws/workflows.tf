resource "aws_cloudwatch_log_group" "workflows" {
  for_each = local.workflows

  # Groups of this prefix don't fill up the policy by which services may write logs.
  name              = "/aws/vendedlogs/states/${var.name}-${each.key}"
  retention_in_days = var.days.logs
}

locals {
  # The documents with the version of the function that is deployed, in place of the name that the library knows it by.
  documents = {
    for name, path in local.workflows : name => replace(
      file(path), "/\"FunctionName\"\\s*:\\s*\"renditions-tasks\"/", "\"FunctionName\": \"${aws_lambda_function.this["tasks"].qualified_arn}\"",
    )
  }

  # Seconds that the longest step of each may take. What an execution may take as a whole is none of that.
  longest = {
    for name, path in local.workflows : name => max(0, [
      for found in flatten(regexall("\"TimeoutSeconds\":([0-9]+)", jsonencode(merge(jsondecode(file(path)), { TimeoutSeconds = null })))) : tonumber(found)
    ]...)
  }
}

resource "aws_sfn_state_machine" "this" {
  for_each = local.workflows

  name       = "${var.name}-${each.key}"
  role_arn   = aws_iam_role.workflows.arn
  definition = local.documents[each.key]
  publish    = true

  # Inputs and outputs name originals, so they stay out of the logs.
  logging_configuration {
    level                  = "ERROR"
    include_execution_data = false
    log_destination        = "${aws_cloudwatch_log_group.workflows[each.key].arn}:*"
  }

  tracing_configuration {
    enabled = true
  }

  lifecycle {
    precondition {
      condition = alltrue([
        for called in flatten(regexall("\"FunctionName\"\\s*:\\s*\"([^\"]*)\"", file(each.value))) : called == "renditions-tasks"
      ])
      error_message = "The workflow ${each.key} calls another function than renditions-tasks. Its role may not; add it to policies/workflows.json.tftpl, and to this condition."
    }

    precondition {
      condition     = local.longest[each.key] <= var.timeout.tasks
      error_message = "A step of the workflow ${each.key} may take ${local.longest[each.key]} seconds, and the function ends after timeout.tasks, ${var.timeout.tasks}: it would be cut off each time. Raise timeout.tasks, to 900 at most, or give the step less in the workflow."
    }
  }

  depends_on = [aws_iam_role_policy.workflows]
}

# What begins executions names this, so that an upgrade is one change, and so is going back.
resource "aws_sfn_alias" "live" {
  for_each = local.workflows

  name = local.alias

  routing_configuration {
    state_machine_version_arn = aws_sfn_state_machine.this[each.key].state_machine_version_arn
    weight                    = 100
  }
}
