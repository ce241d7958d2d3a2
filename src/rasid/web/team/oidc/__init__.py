"""Logging in by a provider of OpenID Connect: how it is named, asked and believed. What it told becomes an account in project/team."""
