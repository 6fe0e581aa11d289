"""Workers, organisations, roles, sign-in."""

from dsr.accounts.models.email_choice import EmailChoice
from dsr.accounts.models.invitation import Invitation
from dsr.accounts.models.organisation import Organisation, OrganisationKind
from dsr.accounts.models.reset import SecondFactorReset
from dsr.accounts.models.role import Cover, Role, RoleGrant
from dsr.accounts.models.worker import Worker

__all__ = [
    "Cover",
    "EmailChoice",
    "Invitation",
    "Organisation",
    "OrganisationKind",
    "Role",
    "RoleGrant",
    "SecondFactorReset",
    "Worker",
]
