"""The register of what limits a person's life now, whoever imposed it, and when each limit is to be stepped down."""
