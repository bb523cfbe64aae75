"""Pull (store to mirror), push (outbox to store) and the engine that schedules both."""
