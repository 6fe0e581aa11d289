"""The only writers of referrals and drafts."""
