"""The Protocols through which a use case reaches the outside."""
