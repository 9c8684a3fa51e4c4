from dataclasses import dataclass
from datetime import date

from aws_lambda_powertools.utilities.data_masking import DataMasking
from aws_lambda_powertools.utilities.typing import LambdaContext


@dataclass
class Patient:
    name: str
    born: date


def lambda_handler(event: dict, context: LambdaContext) -> dict:
    patient = Patient(event["name"], date.fromisoformat(event["born"]))
    return DataMasking().mask(patient, fields=["name"])
