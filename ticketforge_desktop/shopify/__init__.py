"""The Admin GraphQL API: authentication, client, throttle, documents, decoding, bulk operations."""
