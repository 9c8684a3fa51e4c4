import asyncio
from collections.abc import AsyncIterator, Iterator

from aws_lambda_powertools.event_handler import EventStreamResponse, HttpResolver, ServerSentEvent, StreamingResponse

app = HttpResolver()


@app.get("/lines")
def lines() -> StreamingResponse:
    def written() -> Iterator[str]:
        for number in range(3):
            yield f"line {number}\n"

    return StreamingResponse(written())


@app.get("/progress")
async def progress() -> EventStreamResponse:
    async def steps() -> AsyncIterator[ServerSentEvent]:
        for percent in (0, 50, 100):
            yield ServerSentEvent({"percent": percent}, event="progress", id=str(percent))
            await asyncio.sleep(0)

    return EventStreamResponse(steps())


lambda_handler = app
