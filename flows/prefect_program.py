"""A Prefect command that ends when whoever started it is gone.

python -m flows.prefect_program PARENT server start ...
"""

import sys

from flows.parents import end_with_parent

if __name__ == "__main__":
    end_with_parent(int(sys.argv[1]))
    from prefect.cli import app

    sys.argv = ["prefect", *sys.argv[2:]]
    app()
