# A role for each function, one for the workflows, and none for EventBridge, which the queue's own policy lets in.
# What each may do stands in the folder policies, a file for each role and a name for each statement.

locals {
  policies = coalesce(var.policies, "${path.module}/policies")

  # What stands for things in these files.
  policy_names = merge(local.arns, {
    account    = local.account
    partition  = local.partition
    region     = local.region
    name       = var.name
    prefixes   = local.prefixes
    machines   = local.named
    executions = { for name, arn in local.named : name => replace(arn, ":stateMachine:", ":execution:") }
  })

  # Policies name the library's own, also where they are not deployed.
  named = {
    for name in setunion(keys(local.workflows), ["process-image", "erase-asset", "rerender-originals"]) : name => "${local.machines_begin}${name}"
  }
}

resource "aws_iam_role" "functions" {
  for_each = local.functions

  name               = "${var.name}-${each.key}-${local.region}"
  description        = "The function ${var.name}-${each.key}"
  assume_role_policy = file("${path.module}/policies/functions-trust.json")
}

resource "aws_iam_role_policy" "functions" {
  for_each = local.functions

  name = each.key
  role = aws_iam_role.functions[each.key].id
  policy = templatefile("${local.policies}/${each.key}.json.tftpl", merge(local.policy_names, {
    log_group = "arn:${local.partition}:logs:${local.region}:${local.account}:log-group:/aws/lambda/${var.name}-${each.key}"
  }))
}

resource "aws_iam_role" "workflows" {
  name               = "${var.name}-workflows-${local.region}"
  description        = "The workflows of ${var.name}"
  assume_role_policy = templatefile("${path.module}/policies/workflows-trust.json.tftpl", { account = local.account })
}

resource "aws_iam_role_policy" "workflows" {
  name   = "workflows"
  role   = aws_iam_role.workflows.id
  policy = templatefile("${local.policies}/workflows.json.tftpl", local.policy_names)
}
