"""Bulk operations as the schema shows them."""

from __future__ import annotations

from ticketforge_desktop.demo.bulk_job import BulkJob
from ticketforge_desktop.demo.context import RequestContext
from ticketforge_desktop.demo.fields import Args, Resolver
from ticketforge_desktop.demo.views.common import attribute, own_gid, time_of


def _url(job: BulkJob, args: Args, context: RequestContext) -> str | None:
    return f"{context.base_url}{job.path}" if job.status == "COMPLETED" and job.has_file else None


def _partial(job: BulkJob, args: Args, context: RequestContext) -> str | None:
    wanted = job.status in {"FAILED", "CANCELED"} and job.has_file
    return f"{context.base_url}{job.path}" if wanted else None


BULK: dict[str, Resolver] = {
    "id": own_gid,
    "status": attribute("status"),
    "type": attribute("kind"),
    "errorCode": attribute("error_code"),
    "createdAt": time_of("created_at"),
    "completedAt": time_of("completed_at"),
    "objectCount": lambda j, a, c: str(j.objects),
    "rootObjectCount": lambda j, a, c: str(j.roots),
    "fileSize": lambda j, a, c: str(j.size) if j.has_file and j.done else None,
    "url": _url,
    "partialDataUrl": _partial,
    "query": attribute("document"),
}

TABLES = {"BulkOperation": BULK}
