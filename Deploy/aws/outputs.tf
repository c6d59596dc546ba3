output "api_url" {
  description = "Where the API is."
  value       = aws_apigatewayv2_stage.default.invoke_url
}

output "api_id" {
  description = "The HTTP API's ID."
  value       = aws_apigatewayv2_api.this.id
}

output "originals_bucket" {
  description = "Where originals go: by the API, by links, or straight."
  value       = aws_s3_bucket.this["originals"].bucket
}

output "renditions_bucket" {
  description = "Where renditions are, with the quarantine and the notes of the API."
  value       = aws_s3_bucket.this["renditions"].bucket
}

output "table" {
  description = "The table of records."
  value       = aws_dynamodb_table.records.name
}

output "state_machines" {
  description = "ARNs of the state machines by the workflows' names. Executions are begun with the alias."
  value       = { for name, machine in aws_sfn_state_machine.this : name => machine.arn }
}

output "state_machine_aliases" {
  description = "ARNs by which executions are begun, by the workflows' names."
  value       = { for name, alias in aws_sfn_alias.live : name => alias.arn }
}

output "functions" {
  description = "ARNs of the functions: tasks, ingest, api."
  value       = { for name, function in aws_lambda_function.this : name => function.arn }
}

output "roles" {
  description = "ARNs of the roles of the functions and of the workflows."
  value       = merge({ for name, role in aws_iam_role.functions : name => role.arn }, { workflows = aws_iam_role.workflows.arn })
}

output "queue" {
  description = "Address of the queue of events."
  value       = aws_sqs_queue.ingest.url
}

output "dead_letter_queues" {
  description = "Addresses of the queues of what was given up."
  value       = { for name, queue in aws_sqs_queue.dead_letters : name => queue.url }
}

output "environment" {
  description = "Variables by which a program reaches this deployment, as its functions do."
  value       = local.environment
}
