"""The true Admin schema, built once a process from the stripped introspection in the package's resources."""

from __future__ import annotations

import gzip
import json
from functools import lru_cache
from importlib import resources
from typing import Any

from graphql import GraphQLSchema, build_client_schema

RESOURCE = "resources/shopify/admin_2026-10.min.json.gz"


def introspection() -> dict[str, Any]:
    """The stripped introspection reply: ``{"__schema": …}``."""
    packed = resources.files("ticketforge_desktop").joinpath(RESOURCE).read_bytes()
    tree: dict[str, Any] = json.loads(gzip.decompress(packed))
    return tree


@lru_cache(maxsize=1)
def admin_schema() -> GraphQLSchema:
    """The executable schema (about 0.4 s the first time; it is never changed, so threads share it)."""
    return build_client_schema(introspection(), assume_valid=True)  # type: ignore[arg-type]
