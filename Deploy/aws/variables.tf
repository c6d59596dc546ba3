# --- Where, and under which names ------------------------------------------------------------------------------------

variable "name" {
  description = "What every name begins with. Two deployments in one account and region need two."
  type        = string
  default     = "renditions"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,18}[a-z0-9]$", var.name))
    error_message = "A name has 3 to 20 lower-case letters, digits and hyphens; it begins with a letter and does not end with a hyphen."
  }
}

variable "region" {
  description = "The region, such as eu-central-1; null for that of the environment (AWS_REGION) or the profile."
  type        = string
  default     = null

  validation {
    condition     = var.region == null || can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]+$", var.region))
    error_message = "A region is written like eu-central-1."
  }
}

variable "endpoint" {
  description = "The address of a server that stands in for AWS, for every service; null for AWS itself."
  type        = string
  default     = null

  validation {
    condition     = var.endpoint == null || can(regex("^https?://[^/]+/?$", var.endpoint))
    error_message = "An endpoint is a URL, such as http://127.0.0.1:4566."
  }
}

variable "tags" {
  description = "Tags of everything that can have some, besides Application."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition = length(var.tags) <= 49 && alltrue([
      for name, value in var.tags :
      can(regex("^[\\p{L}\\p{N} _.:/=+@-]{1,128}$", name)) && can(regex("^[\\p{L}\\p{N} _.:/=+@-]{0,256}$", value)) && !startswith(lower(name), "aws:") && name != "Application"
    ])
    error_message = "There are up to 49 tags. A name has 1 to 128 letters, digits, spaces and _ . : / = + @ -, does not begin with aws:, and is not Application, which is set already; a value has up to 256 of the same."
  }
}

# --- The program -----------------------------------------------------------------------------------------------------

variable "package" {
  description = "The path of an archive with one program that is all functions. At most 50 MB; a larger one, as `make lambda` makes it, goes by package_object."
  type        = string
  default     = null

  validation {
    condition     = var.package == null || try(fileexists(var.package), false)
    error_message = "There is no such file. A path is one of this machine, and begins in the folder of the configuration unless it begins with a slash."
  }
}

variable "package_object" {
  description = "The archive that `make lambda` makes, as an object of S3 in the same region, in place of a file. Give the version, or a new key for every new archive, so that it is seen that it is another."
  type = object({
    bucket  = string
    key     = string
    version = optional(string)
  })
  default = null

  validation {
    condition     = var.package_object == null || can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.package_object.bucket)) && can(regex("^[^/]", var.package_object.key))
    error_message = "An object has a bucket's name, of 3 to 63 lower-case letters, digits, hyphens and dots, and a key that does not begin with a slash: { bucket = \"my-functions\", key = \"1.zip\" }."
  }
}

variable "architecture" {
  description = "What the program was built for: x86_64 or arm64."
  type        = string
  default     = "x86_64"
  nullable    = false

  validation {
    condition     = contains(["x86_64", "arm64"], var.architecture)
    error_message = "Functions run on x86_64 or arm64."
  }
}

variable "workflows" {
  description = "Files with documents of the States Language by the workflow's name, as `renditions deploy document` prints them, for the library's workflows or of your own; process-image and erase-asset must be among them. Null for the three that come with the library. Tasks are addressed to the function renditions-tasks, in whose place the deployed one is put."
  type        = map(string)
  default     = null

  validation {
    condition = var.workflows == null || alltrue([
      for name, path in coalesce(var.workflows, {}) : can(regex("^[a-z][a-z0-9-]{0,39}$", name)) && can(jsondecode(file(path)).States[jsondecode(file(path)).StartAt])
    ])
    error_message = "A workflow's name has up to 40 lower-case letters, digits and hyphens, and begins with a letter; its file holds a JSON document with StartAt and States, as `renditions deploy document` prints it."
  }

  validation {
    condition     = var.workflows == null || length(setsubtract(["process-image", "erase-asset"], keys(coalesce(var.workflows, {})))) == 0
    error_message = "process-image and erase-asset must be among the workflows: the functions begin them. Name their files too, which are in the folder workflows."
  }
}

variable "policies" {
  description = "A folder with the policies of the functions and of the workflows, in the form of those in the folder policies, as `renditions deploy policy --out` writes them; null for that folder."
  type        = string
  default     = null

  validation {
    condition = var.policies == null || alltrue([
      for role in ["tasks", "ingest", "api", "workflows"] : try(fileexists("${var.policies}/${role}.json.tftpl"), false)
    ])
    error_message = "The folder must have the files tasks.json.tftpl, ingest.json.tftpl, api.json.tftpl and workflows.json.tftpl."
  }
}

variable "recipe" {
  description = "What all functions make of originals: a JSON file's path within the archive, or the name of a recipe that is built in: web, avatar or product. Null for what the program does by itself, which is web in the one that comes with the library."
  type        = string
  default     = null

  validation {
    condition     = var.recipe == null || can(regex("^[0-9A-Za-z_-][0-9A-Za-z_.-]*(/[0-9A-Za-z_-][0-9A-Za-z_.-]*)*$", var.recipe))
    error_message = "A recipe is a path within the archive, such as recipe.json, or web, avatar or product: letters, digits, dots, hyphens and underscores between slashes, no slash and no dot at the beginning."
  }
}

variable "environment" {
  description = "Further environment variables by function: tasks, ingest, api. None of those that are set anyway, such as the recipe. What is secret belongs into a secrets store, of which only the name stands here."
  type        = map(map(string))
  default     = {}
  nullable    = false

  validation {
    condition     = length(setsubtract(keys(var.environment), ["tasks", "ingest", "api"])) == 0
    error_message = "The functions are tasks, ingest and api."
  }

  validation {
    condition     = alltrue([for name in flatten([for variables in values(var.environment) : keys(variables)]) : can(regex("^[A-Za-z][A-Za-z0-9_]+$", name))])
    error_message = "A variable's name has 2 or more letters, digits and underscores, and begins with a letter."
  }

  validation {
    condition = length(setintersection(flatten([for variables in values(var.environment) : keys(variables)]), [
      "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN",
      "AWS_EXECUTION_ENV", "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_FUNCTION_VERSION",
      "AWS_LAMBDA_INITIALIZATION_TYPE", "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_LAMBDA_RUNTIME_API",
      "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR",
    ])) == 0
    error_message = "Lambda sets AWS_REGION, the credentials, AWS_LAMBDA_… and LAMBDA_… itself, and takes no others."
  }
}

variable "log_level" {
  description = "From which level on functions log: trace, debug, info, notice, warning, error or critical."
  type        = string
  default     = "info"
  nullable    = false

  validation {
    condition     = contains(["trace", "debug", "info", "notice", "warning", "error", "critical"], var.log_level)
    error_message = "The levels are trace, debug, info, notice, warning, error and critical."
  }
}
