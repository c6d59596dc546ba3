resource "aws_dynamodb_table" "records" {
  # DynamoDB encrypts every table, with a key of its own where none is named.
  name                        = local.table.name
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "pk"
  range_key                   = "sk"
  deletion_protection_enabled = var.keep_data

  dynamic "attribute" {
    for_each = toset(concat(["pk", "sk"], flatten([for index in values(local.table.indexes) : index.keys])))

    content {
      name = attribute.value
      type = "S"
    }
  }

  dynamic "global_secondary_index" {
    for_each = local.table.indexes

    content {
      name               = global_secondary_index.key
      hash_key           = global_secondary_index.value.keys[0]
      range_key          = global_secondary_index.value.keys[1]
      projection_type    = "INCLUDE"
      non_key_attributes = global_secondary_index.value.included
    }
  }

  ttl {
    attribute_name = local.table.expires
    enabled        = true
  }

  point_in_time_recovery {
    enabled = true
  }
}
