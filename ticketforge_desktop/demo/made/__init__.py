"""The generator's parts: whom, where and what it makes up, and how."""
