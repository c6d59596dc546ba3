resource "aws_s3_bucket" "this" {
  for_each = local.buckets

  bucket        = each.value
  force_destroy = !var.keep_data
}

resource "aws_s3_bucket_public_access_block" "this" {
  for_each = local.buckets

  bucket                  = aws_s3_bucket.this[each.key].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "this" {
  for_each = local.buckets

  bucket = aws_s3_bucket.this[each.key].id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  for_each = local.buckets

  bucket = aws_s3_bucket.this[each.key].id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_versioning" "this" {
  for_each = local.buckets

  bucket = aws_s3_bucket.this[each.key].id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_policy" "this" {
  for_each = local.buckets

  bucket = aws_s3_bucket.this[each.key].id
  policy = templatefile("${path.module}/policies/bucket.json.tftpl", { bucket = local.arns[each.key] })

  # S3 refuses two changes of who may do what at once.
  depends_on = [aws_s3_bucket_public_access_block.this, aws_s3_bucket_ownership_controls.this]
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  for_each = var.manage_lifecycle ? local.buckets : {}

  bucket = aws_s3_bucket.this[each.key].id

  rule {
    id     = "stale-uploads"
    status = "Enabled"

    filter {}

    abort_incomplete_multipart_upload {
      days_after_initiation = var.days.uploads
    }
  }

  rule {
    id     = "noncurrent-versions"
    status = "Enabled"

    filter {}

    noncurrent_version_expiration {
      noncurrent_days = var.days.noncurrent
    }

    expiration {
      expired_object_delete_marker = true
    }
  }

  # On Lambda nobody tidies them away.
  dynamic "rule" {
    for_each = each.key == "renditions" ? toset(["notes", "results"]) : []

    content {
      id     = rule.key
      status = "Enabled"

      filter {
        prefix = local.prefixes[rule.key]
      }

      expiration {
        days = var.days[rule.key]
      }
    }
  }

  depends_on = [aws_s3_bucket_versioning.this]
}

# For uploads and downloads by links, which browsers send straight to the bucket.
resource "aws_s3_bucket_cors_configuration" "this" {
  for_each = length(var.web_origins) > 0 ? local.buckets : {}

  bucket = aws_s3_bucket.this[each.key].id

  cors_rule {
    allowed_origins = var.web_origins
    allowed_methods = each.key == "originals" ? ["GET", "HEAD", "PUT", "POST"] : ["GET", "HEAD"]
    allowed_headers = ["*"]
    expose_headers  = ["ETag"]
    max_age_seconds = 3600
  }
}
