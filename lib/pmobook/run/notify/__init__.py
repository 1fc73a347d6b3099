"""Telling people and programs what a quarter brought: messages kept until every channel has taken them."""
