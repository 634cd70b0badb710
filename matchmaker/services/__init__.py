"""The front door: a workspace and a request in, a frozen result out."""
