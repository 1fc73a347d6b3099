"""What an organisation hands in: its engagement, its packs, and files of its own that become packs."""
