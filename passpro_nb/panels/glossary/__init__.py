"""What words, columns, settings and sentences mean: drawn from where each is declared, so never stale."""
