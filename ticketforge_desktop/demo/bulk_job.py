"""One bulk job: what it is asked, how far it is, and where its file lies."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar


@dataclass(slots=True, eq=False)
class BulkJob:
    """A query or mutation job. status: CREATED, RUNNING, COMPLETED, CANCELING, CANCELED, FAILED."""

    id: int
    kind: str  # QUERY or MUTATION
    document: str
    created_at: int
    updated_at: int
    folder: Path
    status: str = "CREATED"
    error_code: str | None = None
    completed_at: int | None = None
    objects: int = 0
    roots: int = 0
    size: int = 0
    has_file: bool = False
    grouped: bool = False
    client_id: str | None = None
    upload_path: str | None = None
    cancelled: threading.Event = field(default_factory=threading.Event)
    finished: threading.Event = field(default_factory=threading.Event)
    TYPE: ClassVar[str] = "BulkOperation"

    @property
    def file(self) -> Path:
        """Where the lines are written."""
        return self.folder / f"bulk-{self.id}.jsonl"

    @property
    def path(self) -> str:
        """The URL's path."""
        return f"/bulk-operation-outputs/bulk-{self.id}.jsonl"

    @property
    def done(self) -> bool:
        """Whether it ended, well or badly."""
        return self.status in {"COMPLETED", "CANCELED", "FAILED"}
