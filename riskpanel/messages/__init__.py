"""Messages: something needs you, sign in. Kept in an outbox with the change they tell of, and sent after it."""
