"""Fetches linked documents and catalogs politely, from public addresses only. Only this opens outgoing sockets."""
