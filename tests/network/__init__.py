"""No network: nothing of ours imports what could speak to one, and no job opens a socket that reaches beyond."""
