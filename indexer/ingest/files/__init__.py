"""The files of a generation for programs: all resources, and the change log."""
