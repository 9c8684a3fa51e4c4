terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.82, < 7.0"
    }
  }
}

variable "flavour" {
  type        = string
  description = "core, or extras for a layer with pydantic and the other packages that some utilities need."
  default     = "core"

  validation {
    condition     = contains(["core", "extras"], var.flavour)
    error_message = "The flavour is core or extras."
  }
}

locals {
  applications = {
    core   = "arn:aws:serverlessrepo:eu-west-1:123456789012:applications/powertools-layer"
    extras = "arn:aws:serverlessrepo:eu-west-1:123456789012:applications/powertools-layer-extras"
  }
}

data "aws_serverlessapplicationrepository_application" "powertools" {
  application_id   = local.applications[var.flavour]
  semantic_version = "4.0.0"
}

resource "aws_serverlessapplicationrepository_cloudformation_stack" "powertools" {
  name             = "powertools-layer-${var.flavour}"
  application_id   = data.aws_serverlessapplicationrepository_application.powertools.application_id
  semantic_version = data.aws_serverlessapplicationrepository_application.powertools.semantic_version
  capabilities     = data.aws_serverlessapplicationrepository_application.powertools.required_capabilities
}

output "powertools_layer_arn" {
  value = aws_serverlessapplicationrepository_cloudformation_stack.powertools.outputs.LayerVersionArn
}
