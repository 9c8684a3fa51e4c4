data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_iam_policy_document" "lambda" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "orders" {
  name               = "${local.function_name}-function"
  assume_role_policy = data.aws_iam_policy_document.lambda.json
}

data "aws_iam_policy_document" "logger" {
  statement {
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.orders.arn}:*"]
  }
}

data "aws_iam_policy_document" "tracer" {
  statement {
    actions   = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]
    resources = ["*"] # X-Ray knows no narrower ones
  }
}

data "aws_iam_policy_document" "parameters" {
  statement {
    actions = ["ssm:GetParameter", "ssm:GetParametersByPath"]
    resources = [
      for path in [var.parameters_path, "${var.parameters_path}/*"] :
      "arn:${data.aws_partition.current.partition}:ssm:${var.region}:${data.aws_caller_identity.current.account_id}:parameter${path}"
    ]
  }
}

data "aws_iam_policy_document" "idempotency" {
  statement {
    actions   = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"]
    resources = [aws_dynamodb_table.idempotency.arn]
  }
}

locals {
  policies = {
    logger      = data.aws_iam_policy_document.logger.json
    tracer      = data.aws_iam_policy_document.tracer.json
    parameters  = data.aws_iam_policy_document.parameters.json
    idempotency = data.aws_iam_policy_document.idempotency.json
  }
}

resource "aws_iam_role_policy" "utility" {
  for_each = var.utilities

  name   = each.key
  role   = aws_iam_role.orders.id
  policy = local.policies[each.key]
}
