"""The terms of each kind of panel, as anybody may read them: whom it hears, what it can and cannot do, how it sits."""
