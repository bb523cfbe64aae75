"""One module a use case; the outside is reached only through `services.ports`."""
