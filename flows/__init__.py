"""The ways in: the command line, and Prefect as a thin shell around the same stages."""
