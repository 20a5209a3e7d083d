"""The `Allow` header in alphabetical order: the framework lists methods in an order that differs between processes."""

from __future__ import annotations

from flask import Flask, Response


def install(app: Flask) -> None:
    """Sort the methods of every response that names those that are allowed."""

    @app.after_request
    def sort_allowed_methods(response: Response) -> Response:
        if methods := response.headers.get("Allow"):
            response.headers["Allow"] = ", ".join(sorted(method.strip() for method in methods.split(",")))
        return response
