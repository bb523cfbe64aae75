"""The store's write side: one module per aggregate, each mutation a function over the world.

``Desk`` (in ``registry``) holds them all; ``all_mutations`` is the executor's way to them.
"""

from ticketforge_desktop.demo.mutations.registry import Desk, all_mutations

__all__ = ["Desk", "all_mutations"]
