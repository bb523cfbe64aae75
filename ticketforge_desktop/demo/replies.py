"""Errors in the shapes a store sends them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from graphql import GraphQLError, OperationDefinitionNode
from graphql.language import ast

from ticketforge_desktop.demo.calls import Refused

_RULES = (
    (re.compile(r"^Cannot query field '(?P<field>\w+)' on type '(?P<type>\w+)'"), "undefinedField"),
    (
        re.compile(r"^Unknown argument '(?P<argument>\w+)' on field '(?P<type>\w+)\.(?P<field>\w+)'"),
        "argumentNotAccepted",
    ),
    (
        re.compile(r"^Field '(?P<field>\w+)' argument '(?P<argument>\w+)' of type .* is required"),
        "missingRequiredArguments",
    ),
    (re.compile(r"^Field '(?P<field>\w+)' of type '(?P<type>[^']+)' must have a selection"), "selectionMismatch"),
    (re.compile(r"^Variable '(?P<variable>\$\w+)' is not defined"), "variableNotDefined"),
    (re.compile(r"^Variable '(?P<variable>\$\w+)' of type '(?P<type>[^']+)' used in position"), "variableMismatch"),
    (re.compile(r"^Variable '(?P<variable>\$\w+)' is never used"), "variableNotUsed"),
    (re.compile(r"^Unknown directive '(?P<directive>@\w+)'"), "undefinedDirective"),
    (re.compile(r"^Unknown type '(?P<type>\w+)'"), "undefinedType"),
    (re.compile(r"^Unknown fragment '(?P<fragment>\w+)'"), "useAndDefineFragment"),
    (re.compile(r"^Fragment '(?P<fragment>\w+)' is never used"), "useAndDefineFragment"),
)


def locations(error: GraphQLError) -> list[dict[str, int]]:
    """Where in the document."""
    return [{"line": place.line, "column": place.column} for place in error.locations or ()]


def syntax_reply(error: GraphQLError) -> dict[str, object]:
    """A document that does not parse: errors only."""
    message = f"syntax error, {error.message.removeprefix('Syntax Error: ')}"
    return {"errors": [{"message": message, "locations": locations(error)}]}


def validation_reply(errors: Sequence[GraphQLError]) -> dict[str, object]:
    """A document that the schema refuses: errors only, each with the rule's code."""
    return {"errors": [_validation(error) for error in errors]}


def _validation(error: GraphQLError) -> dict[str, object]:
    entry: dict[str, object] = {"message": error.message, "locations": locations(error), "path": _node_path(error)}
    for pattern, code in _RULES:
        match = pattern.match(error.message)
        if match:
            facts = match.groupdict()
            entry["message"] = _worded(code, facts, error.message)
            entry["extensions"] = {"code": code, **_facts(code, facts)}
            return entry
    entry["extensions"] = {"code": "argumentLiteralsIncompatible" if "Expected value" in error.message else "invalid"}
    return entry


def _worded(code: str, facts: dict[str, str], message: str) -> str:
    if code == "undefinedField":
        return f"Field '{facts['field']}' doesn't exist on type '{facts['type']}'"
    if code == "argumentNotAccepted":
        return f"Field '{facts['field']}' doesn't accept argument '{facts['argument']}'"
    if code == "missingRequiredArguments":
        return f"Field '{facts['field']}' is missing required arguments: {facts['argument']}"
    return message


def _facts(code: str, facts: dict[str, str]) -> dict[str, object]:
    if code == "undefinedField":
        return {"typeName": facts["type"], "fieldName": facts["field"]}
    if code == "argumentNotAccepted":
        return {"name": facts["field"], "typeName": "Field", "argumentName": facts["argument"]}
    if code == "missingRequiredArguments":
        return {"className": "Field", "name": facts["field"], "arguments": facts["argument"]}
    return {f"{name}Name": value.lstrip("$@") for name, value in facts.items()}


def _node_path(error: GraphQLError) -> list[str]:
    """The operation and the response keys down to the first node; only what the error's own node tells."""
    node = error.nodes[0] if error.nodes else None
    if isinstance(node, OperationDefinitionNode):
        name = node.name.value if node.name else None
        return [f"{node.operation.value} {name}" if name else node.operation.value]
    return [node.name.value] if isinstance(node, ast.FieldNode) else []


def variable_reply(errors: Sequence[GraphQLError], operation: OperationDefinitionNode, sent: Any) -> dict[str, object]:
    """Variables of the wrong shape: errors only, ``INVALID_VARIABLE`` with the problems."""
    entries = []
    types = {v.variable.name.value: v for v in operation.variable_definitions}
    for error in errors:
        match = re.match(r"^Variable '\$(\w+)'", error.message)
        name = match[1] if match else ""
        definition = types.get(name)
        kind = ast_type(definition.type) if definition else "unknown"
        at = re.search(r" at '\$?\w+[.\[]?([^']*)'", error.message)
        path = [part for part in re.split(r"[.\[\]]+", at[1]) if part] if at else []
        explanation = error.message.split("; ", 1)[-1]
        entries.append(
            {
                "message": f"Variable ${name} of type {kind} was provided invalid value"
                + (f" for {'.'.join(path)} ({explanation})" if path else ""),
                "locations": locations(error),
                "extensions": {
                    "code": "INVALID_VARIABLE",
                    "value": sent.get(name) if isinstance(sent, dict) else None,
                    "problems": [{"path": path, "explanation": explanation}],
                },
            }
        )
    return {"errors": entries}


def ast_type(node: ast.TypeNode) -> str:
    """A type as written."""
    if isinstance(node, ast.NonNullTypeNode):
        return f"{ast_type(node.type)}!"
    if isinstance(node, ast.ListTypeNode):
        return f"[{ast_type(node.type)}]"
    assert isinstance(node, ast.NamedTypeNode)
    return node.name.value


def execution_error(error: GraphQLError, request_id: str) -> dict[str, object]:
    """An error while executing: what a handler refused, or a crash told as Shopify tells its own."""
    original = error.original_error
    if isinstance(original, Refused):
        entry: dict[str, object] = {"message": original.message, "locations": locations(error)}
        if original.extensions:
            entry["extensions"] = original.extensions
        return {**entry, "path": list(error.path or ())}
    if original is None:
        return {"message": error.message, "locations": locations(error), "path": list(error.path or ())}
    return {
        "message": "Internal error. Looks like something went wrong on our end.\n"
        f"Request ID: {request_id} (include this in support requests).",
        "extensions": {"code": "INTERNAL_SERVER_ERROR", "requestId": request_id},
    }
