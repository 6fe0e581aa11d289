"""The register team's pages about referrals, and the partners' about those they discuss."""
