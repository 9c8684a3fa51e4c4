from aws_lambda_powertools import Logger
from aws_lambda_powertools.testing import capture_logs


def test_each_block_hears_its_own_lines():
    logger = Logger(service="blocks")
    with capture_logs() as all_lines:
        logger.info("before")
        with capture_logs() as lines:
            logger.info("inside", order_id=7)

    assert lines.where(order_id=7) == [lines[0]]
    assert all_lines.messages == ["before", "inside"]
