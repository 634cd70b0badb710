"""Invented registers whose truth is known: what later work measures itself on."""
