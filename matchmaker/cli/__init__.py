"""The command line: parse, ask a service, print text or JSON."""
