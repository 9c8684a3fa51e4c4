from aws_lambda_powertools.event_handler import Router

router = Router()


@router.get("/")
def customers() -> dict:
    return {"customers": ["Ada"], "asked by": router.context.get("caller", "nobody")}


@router.get("/<name>")
def customer(name: str) -> dict:
    return {"name": name, "path": router.current_event.path}
