from shop import lambda_handler


# --8<-- [start:logs]
def test_a_refused_order_is_logged(captured_logs, lambda_context):
    lambda_handler({"amount": 500}, lambda_context)

    assert captured_logs.messages == ["order received", "order refused"]
    line = captured_logs.only(level="ERROR")
    assert line["exception_name"] == "ValueError"
    assert line["function_request_id"] == lambda_context.aws_request_id
    # --8<-- [end:logs]


# --8<-- [start:metrics]
def test_a_paid_order_counts(captured_metrics, lambda_context):
    lambda_handler({"amount": 5}, lambda_context)

    paid = captured_metrics["Shop"]["OrdersPaid"]
    assert paid.values == [1]
    assert paid.unit == "Count"
    assert paid.dimensions == [{"service": "shop"}]
    assert "OrdersRefused" not in captured_metrics["Shop"]
    # --8<-- [end:metrics]


# --8<-- [start:traces]
def test_a_charge_is_traced(captured_traces, lambda_context):
    lambda_handler({"amount": 5}, lambda_context)

    assert captured_traces.tree == {"## lambda_handler": {"## shop.charge": {}}}
    assert captured_traces["## shop.charge"].annotations == {"Amount": 5}


def test_a_refused_charge_is_a_fault(captured_traces, lambda_context):
    lambda_handler({"amount": 500}, lambda_context)

    charge = captured_traces["## shop.charge"]
    assert charge.fault
    assert charge.errors[0].message == "above the limit"
    # --8<-- [end:traces]
