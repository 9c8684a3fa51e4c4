import sqlite3

from aws_lambda_powertools import Tracer
from aws_lambda_powertools.utilities.typing import LambdaContext

tracer = Tracer(service="orders")
database = sqlite3.connect(":memory:")  # after Tracer: what was connected before is not traced
database.execute("CREATE TABLE orders (id TEXT PRIMARY KEY, state TEXT)")


@tracer.capture_lambda_handler
def lambda_handler(event: dict, context: LambdaContext) -> dict:
    with database:
        database.execute("INSERT OR REPLACE INTO orders VALUES (?, 'new')", (event["order_id"],))
    (number,) = database.execute("SELECT count(*) FROM orders").fetchone()
    return {"orders": number}
