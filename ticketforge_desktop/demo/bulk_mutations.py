"""The mutations that start and stop bulk jobs, and the running of a mutation for each line of an uploaded file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from graphql import FieldNode, GraphQLError, OperationDefinitionNode, OperationType, parse

from ticketforge_desktop.demo.bulk import BulkJobs
from ticketforge_desktop.demo.bulk_job import BulkJob
from ticketforge_desktop.demo.calls import Mutation, MutationCall, Payload
from ticketforge_desktop.demo.context import RequestContext

MAX_BYTES = 65_535
MAX_CLIENT_ID = 255


def bulk_mutations() -> dict[str, Mutation]:
    """By root field name; any token may run them, the documents' own scopes are asked line by line."""
    return {
        "bulkOperationRunQuery": Mutation(_run_query),
        "bulkOperationRunMutation": Mutation(_run_mutation),
        "bulkOperationCancel": Mutation(_cancel),
    }


def _jobs(call: MutationCall) -> BulkJobs:
    assert call.context.bulk is not None
    return call.context.bulk


def _run_query(call: MutationCall) -> Payload:
    grouped = bool(call.args.get("groupObjects"))
    job, errors = _jobs(call).run_query(str(call.args["query"]), grouped=grouped, context=call.context)
    return {"bulkOperation": _frozen(job), "userErrors": errors}


def _frozen(job: BulkJob | None) -> object:
    """The job as it was when it was made: a fast one must not say RUNNING in the reply that creates it."""
    if job is None:
        return None
    from ticketforge_desktop.demo.clock import iso
    from ticketforge_desktop.demo.gids import gid

    return {
        "__typename": "BulkOperation",
        "id": gid("BulkOperation", job.id),
        "status": "CREATED",
        "type": job.kind,
        "errorCode": None,
        "createdAt": iso(job.created_at),
        "completedAt": None,
        "objectCount": "0",
        "rootObjectCount": "0",
        "fileSize": None,
        "url": None,
        "partialDataUrl": None,
        "query": job.document,
    }


def _cancel(call: MutationCall) -> Payload:
    job, errors = _jobs(call).cancel(str(call.args["id"]))
    return {"bulkOperation": job, "userErrors": errors}


def _error(message: str, field: list[str] | None, code: str | None) -> Payload:
    return {"bulkOperation": None, "userErrors": [{"field": field, "message": message, "code": code}]}


def _run_mutation(call: MutationCall) -> Payload:
    """Checks in the order and words of the recordings, lines 18–29."""
    text = str(call.args["mutation"])
    jobs = _jobs(call)
    refusal = _refused_document(text) or _refused_upload(call, jobs)
    if refusal:
        return refusal
    job, errors = jobs.prepare_mutation(text)
    if job is None:
        return {"bulkOperation": None, "userErrors": errors}
    job.client_id = str(call.args["clientIdentifier"]) if call.args.get("clientIdentifier") else None
    job.upload_path = str(call.args["stagedUploadPath"])
    jobs.start_mutation(job, _lines(jobs, text, jobs.uploads[job.upload_path], call.context))
    return {"bulkOperation": _frozen(job), "userErrors": []}


def _refused_document(text: str) -> Payload | None:
    size = len(text.encode())
    if size > MAX_BYTES:
        return _error(f"is too large ({size} bytes; maximum is {MAX_BYTES} bytes)", ["query"], "INVALID_MUTATION")
    try:
        document = parse(text)
    except GraphQLError as error:
        words = error.message.removeprefix("Syntax Error: ")
        words = "unexpected end of file" if "<EOF>" in words or "Expected Name" in words else words
        place = error.locations[0] if error.locations else None
        at = f" at [{place.line}, {max(1, place.column - 8)}]" if place else ""
        message = f"Failed to parse the mutation - syntax error, {words}{at}"
        return _error(message, None, "INVALID_MUTATION")
    operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    if not operations or operations[0].operation is not OperationType.MUTATION:
        return _error("Invalid operation type. Only `mutation` operations are supported.", None, "INVALID_MUTATION")
    if len(operations[0].selection_set.selections) != 1:
        return _error("You must specify a single top level mutation.", ["mutation"], None)
    if _connections(operations[0].selection_set.selections) > 1:
        return _error("Bulk mutations cannot contain more than 1 connection.", ["mutation"], None)
    return None


def _connections(selections: Any) -> int:
    total = 0
    for selection in selections:
        if isinstance(selection, FieldNode) and selection.selection_set:
            names = {s.name.value for s in selection.selection_set.selections if isinstance(s, FieldNode)}
            total += 1 if names & {"edges", "nodes"} else 0
            total += _connections(selection.selection_set.selections)
    return total


def _refused_upload(call: MutationCall, jobs: BulkJobs) -> Payload | None:
    if len(str(call.args.get("clientIdentifier") or "")) > MAX_CLIENT_ID:
        message = f"is too long (maximum is {MAX_CLIENT_ID} characters)"
        return _error(message, ["clientIdentifier"], "INVALID_MUTATION")
    if str(call.args["stagedUploadPath"]) not in jobs.uploads:
        message = (
            "The JSONL file could not be found. Try uploading the file again, and check that you've entered the URL "
            "correctly for the stagedUploadPath mutation argument."
        )
        return _error(message, None, "NO_SUCH_FILE")
    return None


def _lines(
    jobs: BulkJobs, text: str, upload: bytes, context: RequestContext
) -> Callable[[BulkJob], Iterator[dict[str, Any]]]:
    def work(job: BulkJob) -> Iterator[dict[str, Any]]:
        for number, line in enumerate(line for line in upload.splitlines() if line.strip()):
            try:
                variables = msgspec.json.decode(line)
            except msgspec.DecodeError as error:
                yield {"errors": [{"message": f"invalid JSON: {error}"}], "__lineNumber": number}
                continue
            reply = jobs.executor.run({"query": text, "variables": variables}, context)
            yield {**reply, "__lineNumber": number}

    return work
