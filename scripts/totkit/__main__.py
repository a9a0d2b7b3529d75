"""``python -m totkit``."""

from totkit.cli import main

main()
