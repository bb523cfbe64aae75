"""The store's write side: one module per aggregate, each mutation a function over the world."""
