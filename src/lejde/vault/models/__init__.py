"""What the vault stores. Private to it: rooms never see a row."""

from lejde.vault.models.attachments import Attachment
from lejde.vault.models.sharing import Deposit, Errand, Share
from lejde.vault.models.staff import Epoch, Grant, Recovery, StaffKey
from lejde.vault.models.visitors import Folder, Mailbox, Record

__all__ = [
    "Attachment",
    "Deposit",
    "Epoch",
    "Errand",
    "Folder",
    "Grant",
    "Mailbox",
    "Record",
    "Recovery",
    "Share",
    "StaffKey",
]
