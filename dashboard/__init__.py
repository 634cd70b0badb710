"""A skin over the services: pages for planners, on the same answers as the command line gives."""
