resource "aws_cloudwatch_log_group" "functions" {
  for_each = local.functions

  name              = "/aws/lambda/${var.name}-${each.key}"
  retention_in_days = var.days.logs
}

resource "aws_lambda_function" "this" {
  for_each = local.functions

  function_name = "${var.name}-${each.key}"
  description   = local.descriptions[each.key]
  role          = aws_iam_role.functions[each.key].arn
  runtime       = "provided.al2023"
  handler       = each.key
  architectures = [var.architecture]

  filename          = var.package_object == null ? var.package : null
  source_code_hash  = var.package_object == null && var.package != null ? filebase64sha256(var.package) : null
  s3_bucket         = try(var.package_object.bucket, null)
  s3_key            = try(var.package_object.key, null)
  s3_object_version = try(var.package_object.version, null)

  memory_size                    = var.memory[each.key]
  timeout                        = var.timeout[each.key]
  reserved_concurrent_executions = var.concurrency[each.key]
  # An execution that is under way stays with the version that its document names.
  publish = each.key == "tasks"

  environment {
    variables = local.variables[each.key]
  }

  dead_letter_config {
    target_arn = aws_sqs_queue.dead_letters[each.key].arn
  }

  ephemeral_storage {
    size = each.key == "tasks" ? var.scratch_size : 512
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.functions[each.key].name
  }

  tracing_config {
    mode = "Active"
  }

  lifecycle {
    precondition {
      condition     = (var.package == null) != (var.package_object == null)
      error_message = "Set either package_object, where the archive that `make lambda` makes lies in S3, or package, the path of one of up to 50 MB."
    }

    precondition {
      condition     = length(setintersection(keys(lookup(var.environment, each.key, {})), local.taken)) == 0
      error_message = "environment.${each.key} may not have what this deployment sets itself: ${join(", ", sort(local.taken))}. The recipe is set by recipe, the level by log_level, sites by web_origins."
    }

    precondition {
      condition     = sum([for name, value in local.variables[each.key] : length(name) + length(value)]) <= 4096
      error_message = "All variables of a function have 4,096 characters at most, names and values together; those of ${each.key} have more. Put what is long, such as a key set, into the archive."
    }
  }

  # Lambda looks whether the role may write to the dead-letter queue.
  depends_on = [aws_iam_role_policy.functions, aws_sqs_queue.dead_letters]
}

locals {
  # The API is told of the pages that may call it, since it refuses what others have browsers send. A star is no page's name.
  pages = [for origin in var.web_origins : origin if origin != "*"]
  variables = {
    for name in local.functions : name => merge(
      local.environment,
      name == "api" && length(local.pages) > 0 ? { RENDITIONS_HTTP_ALLOWED_ORIGINS = join(",", local.pages) } : {},
      lookup(var.environment, name, {}),
    )
  }
  taken = setunion(keys(local.told), ["RENDITIONS_HTTP_ALLOWED_ORIGINS"])

  descriptions = {
    tasks  = "Carries out the tasks of workflows"
    ingest = "Begins a workflow for each original that came or went"
    api    = "The REST API"
  }
}
