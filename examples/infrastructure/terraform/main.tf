terraform {
  required_version = ">= 1.5"

  required_providers {
    archive = {
      source  = "hashicorp/archive"
      version = "~> 2.4"
    }
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.82, < 7.0"
    }
  }
}

provider "aws" {
  region = var.region
}

locals {
  function_name        = "orders"
  powertools_layer_arn = var.powertools_layer_arn

  # What all functions of a service have in common.
  powertools_variables = {
    POWERTOOLS_SERVICE_NAME      = "orders"
    POWERTOOLS_METRICS_NAMESPACE = "Shop"
    POWERTOOLS_LOG_LEVEL         = var.log_level
  }
}

data "archive_file" "orders" {
  type        = "zip"
  source_file = "${path.module}/../../idempotency/all_together.py"
  output_path = "${path.module}/orders.zip"
}

resource "aws_lambda_function" "orders" {
  function_name                  = local.function_name
  role                           = aws_iam_role.orders.arn
  filename                       = data.archive_file.orders.output_path
  source_code_hash               = data.archive_file.orders.output_base64sha256
  handler                        = "all_together.lambda_handler"
  runtime                        = "python3.13"
  architectures                  = ["arm64"]
  layers                         = [local.powertools_layer_arn]
  timeout                        = 30
  memory_size                    = 256
  reserved_concurrent_executions = 10

  tracing_config {
    mode = "Active"
  }

  environment {
    variables = merge(local.powertools_variables, {
      POWERTOOLS_LOGGER_REDACT_KEYS = "card,email"
    })
  }

  depends_on = [aws_cloudwatch_log_group.orders]
}

resource "aws_cloudwatch_log_group" "orders" {
  name              = "/aws/lambda/${local.function_name}"
  retention_in_days = 30
}

resource "aws_dynamodb_table" "idempotency" {
  name         = "idempotency"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }

  ttl {
    attribute_name = "expiration"
    enabled        = true
  }
}

output "function_arn" {
  value = aws_lambda_function.orders.arn
}
