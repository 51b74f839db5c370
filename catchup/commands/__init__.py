"""What the commands do, apart from printing: `catchup.cli` alone speaks to the terminal."""
