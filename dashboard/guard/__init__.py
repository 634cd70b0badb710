"""What stands in front of the dashboard where several people use it: log-in, rights, limits and headers.

Pages know nothing of it. It asks who somebody is, lets them into the workspaces they have rights in, and
is the gate that the store asks before anything is read or changed.
"""
