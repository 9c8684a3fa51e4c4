from aws_lambda_powertools.event_handler.openapi import OpenAPIMerge

merge = OpenAPIMerge(title="Shop", version="2.0.0", on_conflict="error")
merge.discover("src", pattern="handler.py", recursive=True)

if __name__ == "__main__":
    print(merge.get_openapi_json_schema())
