"""Bulk jobs: run in a thread of their own, written line by line to a file, served over HTTP.

https://shopify.dev/docs/api/usage/bulk-operations/queries and recordings, lines 8–50. Five query and five mutation jobs
an app and shop; ungrouped by default, so children may stand anywhere in the file, even before their parent (the writer
makes sure they sometimes do); counters are strings; ``url`` is null when nothing was found.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec
from graphql import DocumentNode, OperationDefinitionNode

from ticketforge_desktop.demo.bulk_job import BulkJob
from ticketforge_desktop.demo.bulk_rules import BadBulkQuery, checked
from ticketforge_desktop.demo.bulk_writer import BulkWriter
from ticketforge_desktop.demo.compiled import Compiler
from ticketforge_desktop.demo.context import RequestContext
from ticketforge_desktop.demo.gids import gid, number_of
from ticketforge_desktop.demo.index import Table
from ticketforge_desktop.demo.lookup import matching_ids
from ticketforge_desktop.demo.search import compile_search
from ticketforge_desktop.demo.state import World
from ticketforge_desktop.demo.views.root_terms import table_terms
from ticketforge_desktop.demo.visible import limited

if TYPE_CHECKING:
    from ticketforge_desktop.demo.execute import Executor

MAX_RUNNING = 5
CHUNK = 250
TABLES: dict[str, Callable[[World], Table[Any]]] = {
    "orders": lambda w: w.orders,
    "products": lambda w: w.products,
    "productVariants": lambda w: w.variants,
    "customers": lambda w: w.customers,
    "inventoryItems": lambda w: w.items,
}

UserErrors = list[dict[str, object]]


class BulkJobs:
    """All jobs of one store. ``pace``: root objects a second, 0 = as fast as it goes. ``fail_after``: asked once a job,
    the number of root objects after which it fails with partial data, or None.
    """

    def __init__(
        self,
        world: World,
        executor: Executor,
        *,
        pace: float = 0.0,
        fail_after: Callable[[], int | None] = lambda: None,
    ) -> None:
        self.world = world
        self.executor = executor
        self.pace = pace
        self.uploads: dict[str, bytes] = {}
        self._fail_after = fail_after
        self._jobs: dict[str, BulkJob] = {}
        self._threads: list[threading.Thread] = []
        self._folder = tempfile.TemporaryDirectory(prefix="ticketforge-bulk-")

    def get(self, global_id: str) -> BulkJob | None:
        """A job by its gid."""
        return self._jobs.get(global_id)

    def all(self) -> list[BulkJob]:
        """All jobs, oldest first."""
        return list(self._jobs.values())

    def current(self, kind: str) -> BulkJob | None:
        """The newest job of a kind."""
        return next((job for job in reversed(self.all()) if job.kind == kind), None)

    def file_of(self, path: str) -> Path | None:
        """The file behind a download path."""
        job = next((job for job in self.all() if job.path == path and job.has_file and job.done), None)
        return job.file if job else None

    def run_query(self, text: str, *, grouped: bool, context: RequestContext) -> tuple[BulkJob | None, UserErrors]:
        """Start a query job, or say why not."""
        try:
            document = checked(self.executor.schema, text)
        except BadBulkQuery as error:
            return None, [{"field": ["query"], "message": str(error), "code": "INVALID"}]
        refusal = self._too_many("QUERY", "query")
        if refusal:
            return None, refusal
        job = self._make("QUERY", text)
        job.grouped = grouped
        self._start(job, lambda: self._query(job, document, context))
        return job, []

    def start_mutation(self, job: BulkJob, work: Callable[[BulkJob], Iterable[dict[str, Any]]]) -> None:
        """Run a prepared mutation job; ``work`` yields the result lines."""
        self._start(job, lambda: self._mutation(job, work))

    def prepare_mutation(self, text: str) -> tuple[BulkJob | None, UserErrors]:
        """A new mutation job that does not run yet, or the refusal of a sixth."""
        refusal = self._too_many("MUTATION", "mutation")
        return (None, refusal) if refusal else (self._make("MUTATION", text), [])

    def _too_many(self, kind: str, word: str) -> UserErrors:
        running = [job for job in self.all() if job.kind == kind and not job.done]
        if len(running) < MAX_RUNNING:
            return []
        first = gid("BulkOperation", running[0].id)
        message = f"A bulk {word} operation for this app and shop is already in progress: {first}."
        return [{"field": None, "message": message, "code": "OPERATION_IN_PROGRESS"}]

    def _make(self, kind: str, text: str) -> BulkJob:
        now = self.world.now()
        job = BulkJob(self.world.new_id("BulkOperation"), kind, text, now, now, Path(self._folder.name))
        self._jobs[gid("BulkOperation", job.id)] = job
        return job

    def _start(self, job: BulkJob, work: Callable[[], None]) -> None:
        def run() -> None:
            try:
                work()
            except Exception as error:  # noqa: BLE001 - a job's crash is a failed job, and kept for the tests
                self.executor.crashes.append(error)
                self._end(job, "FAILED", "INTERNAL_SERVER_ERROR")
            finally:
                job.finished.set()

        thread = threading.Thread(target=run, name=f"bulk-{job.id}", daemon=True)
        self._threads.append(thread)
        thread.start()

    def cancel(self, global_id: str) -> tuple[BulkJob | None, UserErrors]:
        """Ask a job to stop; it says CANCELING now and CANCELED soon (recordings, lines 8–17)."""
        job = self._jobs.get(global_id)
        if job is None or number_of(global_id, "BulkOperation") is None:
            return None, [{"field": ["id"], "message": "Bulk operation does not exist"}]
        if job.done:
            word = job.status.lower()
            return job, [{"field": None, "message": f"A bulk operation cannot be canceled when it is {word}"}]
        job.status = "CANCELING"
        job.cancelled.set()
        return job, []

    def wait(self, timeout: float = 60.0) -> None:
        """Until no job runs (tests)."""
        for job in self.all():
            job.finished.wait(timeout)

    def close(self) -> None:
        """Stop all jobs and remove their files."""
        for job in self.all():
            job.cancelled.set()
        for thread in self._threads:
            thread.join(timeout=10)
        with suppress(OSError):
            self._folder.cleanup()

    # the work -------------------------------------------------------------------------------------------------------

    def _query(self, job: BulkJob, document: DocumentNode, context: RequestContext) -> None:
        job.status = "RUNNING" if not job.cancelled.is_set() else job.status
        limit = self._fail_after()
        operation = next(d for d in document.definitions if isinstance(d, OperationDefinitionNode))
        root = self.executor.schema.query_type
        assert root is not None
        shape = Compiler(self.executor.resolvers, document).shape(root, operation.selection_set)
        with job.file.open("wb", buffering=1 << 20) as out:
            writer = BulkWriter(out, job, context)
            for step in shape.steps:
                for chunk in self._chunks(step, context):
                    if job.cancelled.is_set():
                        return self._close_file(job, out, "CANCELED")
                    part = chunk if limit is None else chunk[: max(0, limit - job.roots)]
                    with self.world.lock:
                        assert step.nodes is not None
                        writer.write(step.nodes, part)
                    if limit is not None and job.roots >= limit:
                        return self._close_file(job, out, "FAILED", "INTERNAL_SERVER_ERROR")
                    self._breathe(job, len(part))
            return self._close_file(job, out, "CANCELED" if job.cancelled.is_set() else "COMPLETED")

    def _breathe(self, job: BulkJob, count: int) -> None:
        # also lets requests in between: the lock is not fair
        job.cancelled.wait(count / self.pace if self.pace else 0.0005)

    def _chunks(self, step: Any, context: RequestContext) -> Iterator[list[Any]]:
        """Nodes of a root connection, a few at a time; the ids are fixed when the job starts."""
        world = self.world
        table_of = TABLES.get(step.plan.name)
        with world.lock:
            if table_of is None:
                things = step.plan.read(None, step.args, context) if step.plan.read else []
                numbers: list[Any] = list(things) if isinstance(things, list) else []
                rows = None
            else:
                world.settle_index()
                name = step.plan.name
                search = limited(compile_search(step.args.get("query"), table_terms(name, world)), name, context)
                numbers = list(matching_ids(table_of(world), search))
                rows = table_of(world).rows
        size = max(1, min(CHUNK, int(self.pace / 10))) if self.pace else CHUNK
        for start in range(0, len(numbers), size):
            part = numbers[start : start + size]
            yield part if rows is None else [row for number in part if (row := rows.get(number)) is not None]

    def _mutation(self, job: BulkJob, work: Callable[[BulkJob], Iterable[dict[str, Any]]]) -> None:
        job.status = "RUNNING"
        with job.file.open("wb", buffering=1 << 16) as out:
            for line in work(job):
                out.write(msgspec.json.encode(line) + b"\n")
                job.objects += 1
                job.roots += 1
                job.has_file = True
                if job.cancelled.is_set():
                    return self._close_file(job, out, "CANCELED")
                self._breathe(job, 1)
            return self._close_file(job, out, "COMPLETED")

    def _close_file(self, job: BulkJob, out: BinaryIO, status: str, code: str | None = None) -> None:
        out.flush()
        job.size = out.tell()
        job.has_file = job.objects > 0
        self._end(job, status, code)

    def _end(self, job: BulkJob, status: str, code: str | None = None) -> None:
        job.error_code = code
        job.completed_at = self.world.now()
        job.status = status
        self.world.announce("BulkOperation", "finish", job)
