variable "region" {
  type        = string
  description = "Region of everything here, the layer included."
  default     = "eu-west-1"
}

variable "powertools_layer_arn" {
  type        = string
  description = "ARN of a version of the layer for Python 3.13 on arm64, with the extra `validation`."

  validation {
    condition     = can(regex("^arn:[a-z-]+:lambda:[a-z0-9-]+:[0-9]{12}:layer:[A-Za-z0-9_-]+:[0-9]+$", var.powertools_layer_arn))
    error_message = "This is no ARN of a layer with a version: arn:aws:lambda:REGION:ACCOUNT:layer:NAME:VERSION."
  }
}

variable "log_level" {
  type        = string
  description = "Least level of the lines that are logged."
  default     = "INFO"
}

variable "utilities" {
  type        = set(string)
  description = "Utilities that the function uses: it is allowed what they call, and nothing else."
  default     = ["logger", "tracer", "idempotency"]

  validation {
    condition     = length(setsubtract(var.utilities, ["logger", "tracer", "parameters", "idempotency"])) == 0
    error_message = "There are policies for logger, tracer, parameters and idempotency."
  }
}

variable "parameters_path" {
  type        = string
  description = "Path below which the function may read parameters."
  default     = "/orders"
}
