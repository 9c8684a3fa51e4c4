import customers

from aws_lambda_powertools.event_handler import ALBResolver, Response
from aws_lambda_powertools.event_handler.middlewares import NextMiddleware


def staff_only(app: ALBResolver, next_middleware: NextMiddleware) -> Response:
    if app.current_event.headers.get("x-staff") != "yes":
        return Response(403, body={"message": "For staff only"})
    app.append_context(caller="staff")
    return next_middleware(app)


app = ALBResolver()
app.include_router(customers.router, prefix="/customers", middlewares=[staff_only], tags=["customers"])

lambda_handler = app
