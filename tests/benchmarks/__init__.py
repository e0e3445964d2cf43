"""How long things take: `make bench`. Nothing here asserts a time; a slow machine is no defect."""
