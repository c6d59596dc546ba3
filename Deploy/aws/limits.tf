# --- How much at once ------------------------------------------------------------------------------------------------

variable "memory" {
  description = "Megabytes of each function. 1,769 MB are one whole processor."
  type = object({
    tasks  = optional(number, 1769)
    ingest = optional(number, 256)
    api    = optional(number, 1024)
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for size in values(var.memory) : size >= 128 && size <= 10240 && size == floor(size)])
    error_message = "A function has 128 to 10,240 MB, a whole number."
  }
}

variable "timeout" {
  description = "Seconds that an invocation may take. That of tasks must not be below what the workflows give a step; that of api not above 30, for which the gateway waits."
  type = object({
    tasks  = optional(number, 300)
    ingest = optional(number, 60)
    api    = optional(number, 29)
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for seconds in values(var.timeout) : seconds >= 3 && seconds <= 900 && seconds == floor(seconds)]) && var.timeout.api <= 30
    error_message = "An invocation may take 3 to 900 seconds, one of api 30: whole numbers."
  }
}

variable "concurrency" {
  description = "How many invocations of each function there may be at once. They are taken from the account's 1,000, of which 100 stay for functions without a limit; a new account may have as few as 10 in all. 0 switches a function off, of ingest so that events wait in their queue; -1 lifts its limit."
  type = object({
    tasks  = optional(number, 40)
    ingest = optional(number, 5)
    api    = optional(number, 20)
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for count in values(var.concurrency) : count >= -1 && count == floor(count)])
    error_message = "A concurrency is a whole number from -1 up."
  }

  validation {
    condition     = var.concurrency.ingest != 1
    error_message = "Lambda reads a queue with two invocations at least, of which one would be refused and use up its messages' attempts: concurrency.ingest is 2 or more, 0 to switch it off, or -1 for no limit."
  }
}

variable "scratch_size" {
  description = "Megabytes of /tmp of the tasks: 512 to 10,240."
  type        = number
  default     = 512
  nullable    = false

  validation {
    condition     = var.scratch_size >= 512 && var.scratch_size <= 10240 && var.scratch_size == floor(var.scratch_size)
    error_message = "There are 512 to 10,240 MB of /tmp, a whole number."
  }
}

variable "throttle" {
  description = "How many requests a second the API takes in the long run, and how many at once; what is above is answered with 429."
  type = object({
    rate  = optional(number, 100)
    burst = optional(number, 200)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.throttle.rate > 0 && var.throttle.burst >= 1 && var.throttle.burst == floor(var.throttle.burst)
    error_message = "The rate is above 0, and the burst a whole number from 1 up. To let nobody in, set concurrency.api to 0."
  }
}

variable "attempts" {
  description = "How often a message is tried before it goes to the dead-letter queue."
  type        = number
  default     = 5
  nullable    = false

  validation {
    condition     = var.attempts >= 1 && var.attempts <= 1000 && var.attempts == floor(var.attempts)
    error_message = "A message is tried 1 to 1,000 times, a whole number."
  }
}

# --- What is kept ----------------------------------------------------------------------------------------------------

variable "originals_prefix" {
  description = "Where in their bucket the originals are, as photos/; what lies elsewhere in it is not touched. Keys begin after it: photos/cats/tom.jpg is the original cats/tom.jpg. Empty for the whole bucket. Images are known by their keys, so with another prefix they are others."
  type        = string
  default     = ""
  nullable    = false

  # Without what a pattern of a policy takes for more than itself.
  validation {
    condition     = can(regex("^([0-9A-Za-z!_.'()=+@-]+/)*$", var.originals_prefix)) && !can(regex("(^|/)\\.\\.?/", var.originals_prefix)) && length(var.originals_prefix) <= 512
    error_message = "A prefix ends with a slash and does not begin with one, as photos/ or media/photos/: up to 512 letters, digits and ! _ . ' ( ) = + @ - between slashes, and neither . nor .. alone."
  }
}

variable "keep_data" {
  description = "Whether buckets with objects and the table resist `terraform destroy`. Set it to false, apply, and destroy, where everything is to go."
  type        = bool
  default     = true
  nullable    = false
}

variable "days" {
  description = "For how many days things are kept: noncurrent versions of objects, which is how long what was erased can still be had; parts of uploads that nobody ended; notes of upload links and of idempotency keys; what came of each original of a backfill; logs; messages in dead-letter queues, 14 at most."
  type = object({
    noncurrent   = optional(number, 30)
    uploads      = optional(number, 2)
    notes        = optional(number, 30)
    results      = optional(number, 30)
    logs         = optional(number, 30)
    dead_letters = optional(number, 14)
  })
  default  = {}
  nullable = false

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
  nullable    = false
}

# --- Who may reach it, and who hears of trouble ----------------------------------------------------------------------

variable "web_origins" {
  description = "Origins of web pages that may call the API and upload by links, such as https://photos.example.org. None by default."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for origin in var.web_origins : can(regex("^(\\*|https?://[a-z0-9.-]+(:[0-9]+)?)$", origin))])
    error_message = "An origin is a scheme and a host in lower case, with a port where it has one of its own and without a path: https://photos.example.org; or *."
  }

  validation {
    condition     = length(var.web_origins) == 1 || !contains(var.web_origins, "*")
    error_message = "* stands for all origins, and so by itself."
  }
}

variable "alarm_actions" {
  description = "ARNs that are told of alarms, such as an SNS topic's."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.alarm_actions) <= 5 && alltrue([for arn in var.alarm_actions : can(regex("^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[0-9]*:[^ ]+$", arn))])
    error_message = "An alarm has up to 5 actions, each an ARN, such as arn:aws:sns:eu-central-1:123456789012:alarms."
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
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for count in values(var.alarm_thresholds) : count >= 0])
    error_message = "Thresholds are numbers from 0 up; 0 is an alarm at the first."
  }
}
