"""The pages that bring in an earlier register."""
