# --- Where, and under which names ------------------------------------------------------------------------------------

variable "name" {
  description = "What every name begins with. Two deployments in one account and region need two."
  type        = string
  default     = "renditions"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,18}[a-z0-9]$", var.name))
    error_message = "A name has 3 to 20 lower-case letters, digits and hyphens; it begins with a letter and does not end with a hyphen."
  }
}

variable "region" {
  description = "The region, such as eu-central-1; null for that of the environment (AWS_REGION) or the profile."
  type        = string
  default     = null
}

variable "endpoint" {
  description = "The address of a server that stands in for AWS, for every service; null for AWS itself."
  type        = string
  default     = null

  validation {
    condition     = var.endpoint == null || can(regex("^https?://", var.endpoint))
    error_message = "An endpoint is a URL, such as http://127.0.0.1:4566."
  }
}

variable "tags" {
  description = "Tags of everything that can have some, besides Application."
  type        = map(string)
  default     = {}
}

# --- The program -----------------------------------------------------------------------------------------------------

variable "package" {
  description = "The path of an archive with one program that is all functions. At most 50 MB; a larger one, as `make lambda` makes it, goes by package_object."
  type        = string
  default     = null
}

variable "package_object" {
  description = "The archive that `make lambda` makes, as an object of S3 in the same region, in place of a file. Give the version, or a new key for every new archive, so that it is seen that it is another."
  type = object({
    bucket  = string
    key     = string
    version = optional(string)
  })
  default = null
}

variable "architecture" {
  description = "What the program was built for: x86_64 or arm64."
  type        = string
  default     = "x86_64"

  validation {
    condition     = contains(["x86_64", "arm64"], var.architecture)
    error_message = "Functions run on x86_64 or arm64."
  }
}

variable "workflows" {
  description = "Documents of the States Language by the workflow's name: what `renditions workflow states` prints, or your own program. Null for the two that come with the library. Tasks are addressed to the function renditions-tasks, in whose place the deployed one is put."
  type        = map(string)
  default     = null

  validation {
    condition = var.workflows == null || alltrue([
      for name, path in coalesce(var.workflows, {}) : can(regex("^[a-z][a-z0-9-]{0,39}$", name)) && can(jsondecode(file(path)))
    ])
    error_message = "A workflow's name has up to 40 lower-case letters, digits and hyphens, and its file holds a JSON document."
  }
}

variable "policies" {
  description = "A folder with the policies of the functions and of the workflows, in the form of those in the folder policies; null for that folder."
  type        = string
  default     = null
}

variable "environment" {
  description = "Further environment variables by function: tasks, ingest, api. What is secret belongs into a secrets store, of which only the name stands here."
  type        = map(map(string))
  default     = {}

  validation {
    condition     = length(setsubtract(keys(var.environment), ["tasks", "ingest", "api"])) == 0
    error_message = "The functions are tasks, ingest and api."
  }
}

variable "log_level" {
  description = "From which level on functions log: trace, debug, info, notice, warning, error or critical."
  type        = string
  default     = "info"

  validation {
    condition     = contains(["trace", "debug", "info", "notice", "warning", "error", "critical"], var.log_level)
    error_message = "The levels are trace, debug, info, notice, warning, error and critical."
  }
}

# --- How much at once ------------------------------------------------------------------------------------------------

variable "memory" {
  description = "Megabytes of each function. 1,769 MB are one whole processor."
  type = object({
    tasks  = optional(number, 1769)
    ingest = optional(number, 256)
    api    = optional(number, 1024)
  })
  default = {}

  validation {
    condition     = alltrue([for size in values(var.memory) : size >= 128 && size <= 10240])
    error_message = "A function has 128 to 10,240 MB."
  }
}

variable "timeout" {
  description = "Seconds that an invocation may take. That of tasks must not be below what the workflows give a step; that of api not above 30, for which the gateway waits."
  type = object({
    tasks  = optional(number, 300)
    ingest = optional(number, 60)
    api    = optional(number, 29)
  })
  default = {}

  validation {
    condition     = alltrue([for seconds in values(var.timeout) : seconds >= 3 && seconds <= 900]) && var.timeout.api <= 30
    error_message = "An invocation may take 3 to 900 seconds, one of api 30."
  }
}

variable "concurrency" {
  description = "How many invocations of each function there may be at once. They are taken from the account's 1,000, of which 100 stay for functions without a limit; a new account may have as few as 10 in all. 0 switches a function off, -1 lifts its limit."
  type = object({
    tasks  = optional(number, 40)
    ingest = optional(number, 5)
    api    = optional(number, 20)
  })
  default = {}

  validation {
    condition     = alltrue([for count in values(var.concurrency) : count >= -1 && count == floor(count)])
    error_message = "A concurrency is a whole number from -1 up."
  }
}

variable "scratch_size" {
  description = "Megabytes of /tmp of the tasks: 512 to 10,240."
  type        = number
  default     = 512

  validation {
    condition     = var.scratch_size >= 512 && var.scratch_size <= 10240
    error_message = "There are 512 to 10,240 MB of /tmp."
  }
}

variable "throttle" {
  description = "How many requests a second the API takes in the long run, and how many at once; what is above is answered with 429."
  type = object({
    rate  = optional(number, 100)
    burst = optional(number, 200)
  })
  default = {}

  validation {
    condition     = var.throttle.rate > 0 && var.throttle.burst > 0
    error_message = "Rate and burst are above 0."
  }
}

variable "attempts" {
  description = "How often a message is tried before it goes to the dead-letter queue."
  type        = number
  default     = 5

  validation {
    condition     = var.attempts >= 1 && var.attempts <= 1000
    error_message = "A message is tried 1 to 1,000 times."
  }
}

# --- What is kept ----------------------------------------------------------------------------------------------------

variable "originals_prefix" {
  description = "Only keys that begin with this are processed. Empty for all."
  type        = string
  default     = ""
}

variable "keep_data" {
  description = "Whether buckets with objects and the table resist `terraform destroy`. Set it to false, apply, and destroy, where everything is to go."
  type        = bool
  default     = true
}

variable "days" {
  description = "For how many days things are kept: noncurrent versions of objects, which is how long what was erased can still be had; parts of uploads that nobody ended; notes of upload links and of idempotency keys; logs; messages in dead-letter queues, 14 at most."
  type = object({
    noncurrent   = optional(number, 30)
    uploads      = optional(number, 2)
    notes        = optional(number, 30)
    logs         = optional(number, 30)
    dead_letters = optional(number, 14)
  })
  default = {}

  validation {
    condition     = alltrue([for count in values(var.days) : count >= 1 && count == floor(count)]) && var.days.dead_letters <= 14
    error_message = "Days are whole numbers from 1 up; messages are kept for 14 at most."
  }

  validation {
    condition = contains(
      [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
    var.days.logs)
    error_message = "CloudWatch keeps logs for 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365 or 400 days, or for 18 months to 10 years in days."
  }
}

variable "manage_lifecycle" {
  description = "Whether the buckets' lifecycle rules are ours. False where the account's own tools set them; uploads that nobody ended are then kept, and paid for, until these remove them."
  type        = bool
  default     = true
}

# --- Who may reach it, and who hears of trouble ----------------------------------------------------------------------

variable "web_origins" {
  description = "Origins of web pages that may call the API and upload by links, such as https://photos.example.org. None by default."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for origin in var.web_origins : can(regex("^(\\*|https?://[^/]+)$", origin))])
    error_message = "An origin is a scheme and a host without a path, or *."
  }
}

variable "alarm_actions" {
  description = "ARNs that are told of alarms, such as an SNS topic's."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for arn in var.alarm_actions : startswith(arn, "arn:")])
    error_message = "An action of an alarm is an ARN."
  }
}

variable "alarm_thresholds" {
  description = "Above how many in five minutes it is an alarm: invocations of a function that failed; executions that failed, which refused images do too; answers of the API that are the server's fault. And how many seconds a message may wait to be taken."
  type = object({
    function_errors   = optional(number, 5)
    failed_executions = optional(number, 50)
    server_errors     = optional(number, 5)
    queue_seconds     = optional(number, 900)
  })
  default = {}
}
