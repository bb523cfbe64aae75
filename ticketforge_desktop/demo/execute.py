"""Executes one request on the true schema, with what the schema alone does not enforce.

``Executor.run`` takes the JSON body of a request and returns the JSON reply: syntax, validation and variables in
Shopify's shapes, then the cost against the limit and the bucket, then graphql-core with one field resolver. Mutations
are registered as ``demo.calls`` says (``Mutation``, ``MutationCall``, ``Refused``) and handed in by ``DemoStore``.
"""

from __future__ import annotations

import threading
import uuid
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    ExecutionContext,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    execute,
    parse,
    validate,
)
from graphql.execution.values import get_variable_values
from graphql.utilities import get_operation_ast

from ticketforge_desktop.demo import replies
from ticketforge_desktop.demo.bucket import Bucket
from ticketforge_desktop.demo.calls import Handler, Mutation, MutationCall, Payload, Refused
from ticketforge_desktop.demo.context import RequestContext
from ticketforge_desktop.demo.cost import CostModel
from ticketforge_desktop.demo.fields import Fields
from ticketforge_desktop.demo.resolve import Resolvers

__all__ = ["Executor", "Handler", "Mutation", "MutationCall", "Payload", "Refused"]

Json = dict[str, Any]
KEPT_DOCUMENTS = 256


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document that parsed and was validated, or the reply that says why not."""

    document: DocumentNode | None
    refusal: Json | None


class Executor:
    """One schema, its resolvers, and the documents seen before. Threads share it."""

    def __init__(self, schema: GraphQLSchema, fields: Fields) -> None:
        self.schema = schema
        self.resolvers = Resolvers(schema, fields)
        self.costs = CostModel(schema)
        self.crashes: list[BaseException] = []
        self._documents: OrderedDict[str, Prepared] = OrderedDict()
        self._guard = threading.Lock()

    def prepare(self, text: str) -> Prepared:
        """Parse and validate, remembering the last ones."""
        with self._guard:
            known = self._documents.get(text)
            if known is not None:
                self._documents.move_to_end(text)
                return known
        made = self._prepare(text)
        with self._guard:
            self._documents[text] = made
            while len(self._documents) > KEPT_DOCUMENTS:
                self._documents.popitem(last=False)
        return made

    def _prepare(self, text: str) -> Prepared:
        try:
            document = parse(text)
        except GraphQLError as error:
            return Prepared(None, replies.syntax_reply(error))
        errors = validate(self.schema, document, max_errors=20)
        return Prepared(None, replies.validation_reply(errors)) if errors else Prepared(document, None)

    def run(self, body: Json, context: RequestContext, bucket: Bucket | None = None) -> Json:
        """The reply to ``{"query", "variables", "operationName"}``; never raises."""
        text = body.get("query")
        if not isinstance(text, str) or not text.strip():
            return {"errors": [{"message": "No query was provided. Check your request body."}]}
        prepared = self.prepare(text)
        if prepared.document is None:
            return dict(prepared.refusal or {})
        operation = get_operation_ast(prepared.document, body.get("operationName") or None)
        if operation is None:
            return {"errors": [{"message": "An operation name is required"}]}
        sent = body.get("variables") or {}
        coerced = get_variable_values(self.schema, operation.variable_definitions or (), sent)
        if isinstance(coerced, list):
            return replies.variable_reply(coerced, operation, sent)
        return self._charged(prepared.document, operation, coerced, body, context, bucket)

    def writes(self, body: Json) -> bool:
        """Whether a request is a mutation."""
        document = self.prepare(str(body.get("query"))).document
        operation = get_operation_ast(document, body.get("operationName") or None) if document else None
        return operation is not None and operation.operation is OperationType.MUTATION

    def _charged(
        self,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        variables: Json,
        body: Json,
        context: RequestContext,
        bucket: Bucket | None,
    ) -> Json:
        requested = self.costs.requested(document, operation, variables)
        if bucket is None:
            return self._execute(document, operation, body, context)
        refusal = bucket.admit(requested)
        if refusal is not None:
            return refusal
        reply = self._execute(document, operation, body, context)
        actual = self.costs.actual(document, operation, variables, reply.get("data"))
        actual = min(actual, requested)
        extensions: Json = {"cost": bucket.settle(requested, actual)}
        if context.search_notes:
            extensions["search"] = list(context.search_notes)
        reply["extensions"] = extensions
        return reply

    def _execute(
        self, document: DocumentNode, operation: OperationDefinitionNode, body: Json, context: RequestContext
    ) -> Json:
        world = context.world
        writing = operation.operation is OperationType.MUTATION
        with world.lock:
            context.search_notes.clear()
            if writing:
                world.begin_mutation()
            try:
                result = execute(
                    self.schema,
                    document,
                    root_value=None,
                    context_value=context,
                    variable_values=body.get("variables") or {},
                    operation_name=body.get("operationName") or None,
                    field_resolver=self.resolvers.resolve_field,
                    type_resolver=self.resolvers.resolve_type,
                    execution_context_class=ExecutionContext,
                    is_awaitable=_never,
                )
            finally:
                if writing:
                    world.end_mutation()
        assert not hasattr(result, "__await__")
        return self._reply(result.data, result.errors)

    def _reply(self, data: Json | None, errors: list[GraphQLError] | None) -> Json:
        if not errors:
            return {"data": data}
        request_id = str(uuid.uuid4())
        for error in errors:
            crash = error.original_error
            if crash is not None and not isinstance(crash, (Refused, GraphQLError)):
                self.crashes.append(crash)
        return {"errors": [replies.execution_error(error, request_id) for error in errors], "data": data}


def _never(value: object) -> bool:
    return False
