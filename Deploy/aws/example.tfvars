# Settings as a team might have them: copy this to terraform.tfvars, change it, and `terraform apply` takes it by itself.
# Everything else stays as variables.tf and limits.tf have it; Docs/Deploy.md lists all of it.

# Names begin with this, and so do tags: one deployment for each stage.
name   = "photos-live"
region = "eu-central-1"
tags   = { Team = "web", Stage = "live" }

# What `make lambda FILES=recipe.json` has made, put into a bucket of the same region; another key for each archive.
package_object = { bucket = "my-functions", key = "photos/1.zip" }
recipe         = "recipe.json"

# Only what lies under this is an original. Decide before the first one comes: images are known by the keys after it.
originals_prefix = "photos/"

environment = {
  # Who may do what by the API; nobody may anything without this. Only digests of tokens stand here:
  # printf %s "$TOKEN" | sha256sum
  api = {
    RENDITIONS_ACCESS_UPLOAD     = "authorized"
    RENDITIONS_ACCESS_READ       = "authorized"
    RENDITIONS_ACCESS_RENDITIONS = "anyone"
    RENDITIONS_ACCESS_TOKENS     = "web:upload+read:0000000000000000000000000000000000000000000000000000000000000000"
  }
  # Of large originals, which take longer than the 10 seconds that there are by default.
  tasks = { RENDITIONS_PROCESSING_MAX_SECONDS = "60" }
}

# Pages that call the API, and upload by the links that it gives.
web_origins = ["https://photos.example.org"]

# More at once than by default, and more memory for each: twice the memory is nearly twice the processor.
concurrency  = { tasks = 100, ingest = 10, api = 50 }
memory       = { tasks = 3008 }
scratch_size = 1024
throttle     = { rate = 200, burst = 400 }

# What was erased can be had for a week more; logs stay for a quarter of a year.
days = { noncurrent = 7, logs = 90 }

# Who hears of trouble, and from which number on it is some.
alarm_actions    = ["arn:aws:sns:eu-central-1:123456789012:on-call"]
alarm_thresholds = { failed_executions = 200, queue_seconds = 1800 }
