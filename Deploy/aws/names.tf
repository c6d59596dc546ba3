# Everything that another part must know by name: policies, functions and the program refer to this alone.

data "aws_caller_identity" "this" {}

data "aws_partition" "this" {}

data "aws_region" "this" {}

locals {
  account   = data.aws_caller_identity.this.account_id
  partition = data.aws_partition.this.partition
  region    = data.aws_region.this.name

  buckets = {
    originals  = "${var.name}-originals-${local.account}-${local.region}"
    renditions = "${var.name}-renditions-${local.account}-${local.region}"
  }

  # What lies in the bucket of renditions, beside the originals' own. Nobody serves from the last three.
  prefixes = {
    originals  = var.originals_prefix
    renditions = "renditions/"
    quarantine = "quarantine/"
    notes      = "notes/"
    # What has come of each original of a backfill: DeployedPlaces has the same.
    results = "rerender/"
  }

  # As DynamoDBTable makes it: names of keys, indexes and attributes are its own.
  table = {
    name    = "${var.name}-records"
    expires = "expires"
    indexes = {
      by-update = { keys = ["list", "place"], included = ["hash", "marks", "state"] }
      by-id     = { keys = ["list", "id"], included = ["hash", "place"] }
    }
  }

  functions = toset(["tasks", "ingest", "api"])
  workflows = var.workflows != null ? var.workflows : {
    for name in ["process-image", "erase-asset", "rerender-originals"] : name => "${path.module}/workflows/${name}.asl.json"
  }

  queue        = "${var.name}-ingest"
  dead_letters = { for name in setunion(local.functions, ["events"]) : name => "${var.name}-${name}-dead" }
  rule         = "${var.name}-originals"
  alias        = "live"

  # Known before anything is there, so that what refers to each other does not wait for each other.
  arns = merge(
    { for name, bucket in local.buckets : name => "arn:${local.partition}:s3:::${bucket}" },
    { for name, queue in local.dead_letters : "${name}_dead" => "arn:${local.partition}:sqs:${local.region}:${local.account}:${queue}" },
    { for name in local.functions : name => "arn:${local.partition}:lambda:${local.region}:${local.account}:function:${var.name}-${name}" },
    {
      queue = "arn:${local.partition}:sqs:${local.region}:${local.account}:${local.queue}"
      rule  = "arn:${local.partition}:events:${local.region}:${local.account}:rule/${local.rule}"
      table = "arn:${local.partition}:dynamodb:${local.region}:${local.account}:table/${local.table.name}"
    },
  )
  machines_begin = "arn:${local.partition}:states:${local.region}:${local.account}:stateMachine:${var.name}-"
  machines       = { for name in keys(local.workflows) : name => "${local.machines_begin}${name}" }

  # Variables of the functions; Docs/Deploy.md tells what they mean. All functions have the same: what one of them takes for
  # stale another would make anew for ever.
  told = {
    RENDITIONS_ORIGINALS         = "s3://${local.buckets.originals}/${local.prefixes.originals}"
    RENDITIONS_RENDITIONS        = "s3://${local.buckets.renditions}/${local.prefixes.renditions}"
    RENDITIONS_QUARANTINE        = "s3://${local.buckets.renditions}/${local.prefixes.quarantine}"
    RENDITIONS_NOTES             = "s3://${local.buckets.renditions}/${local.prefixes.notes}"
    RENDITIONS_TABLE             = local.table.name
    RENDITIONS_ACCOUNT           = local.account
    RENDITIONS_STATE_MACHINES    = local.machines_begin
    RENDITIONS_RECIPE            = var.recipe
    RENDITIONS_LOG_LEVEL         = var.log_level
    RENDITIONS_METRICS_NAMESPACE = var.name
  }
  environment = { for name, value in local.told : name => value if value != null }
}
