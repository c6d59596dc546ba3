terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source = "hashicorp/aws"
      # This one exactly, since there is no lock beside it: one that is made from a copy of the registry has the checksums of one
      # platform, and others would be refused by it. `terraform init` writes yours, which belongs where you keep your settings.
      version = "5.100.0"
    }
  }
}

provider "aws" {
  region = var.region

  # With AWS itself all of this stays as it is by default.
  s3_use_path_style           = var.endpoint != null
  skip_credentials_validation = var.endpoint != null
  skip_metadata_api_check     = var.endpoint != null ? true : null
  skip_region_validation      = var.endpoint != null

  dynamic "endpoints" {
    for_each = var.endpoint[*]

    content {
      apigatewayv2 = endpoints.value
      cloudwatch   = endpoints.value
      dynamodb     = endpoints.value
      events       = endpoints.value
      iam          = endpoints.value
      lambda       = endpoints.value
      logs         = endpoints.value
      s3           = endpoints.value
      sfn          = endpoints.value
      sqs          = endpoints.value
      sts          = endpoints.value
    }
  }

  default_tags {
    tags = merge({ Application = var.name }, var.tags)
  }
}
