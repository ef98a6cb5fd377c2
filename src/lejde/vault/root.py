"""The root: its public half is a setting, its secret lies on paper in five shares (SLIP-39)."""

from dataclasses import dataclass, field

from django.conf import settings
from nacl.signing import SigningKey
from nacl.utils import random
from shamir_mnemonic import combine_mnemonics, generate_mnemonics
from shamir_mnemonic.utils import MnemonicError

from lejde.kernel.errors import BadInput, Conflict
from lejde.vault import _epochs, _staff_keys
from lejde.vault._boxes import make_box
from lejde.vault._chain import organisation, recovery_statement, sign
from lejde.vault._envelope import derive
from lejde.vault.models import Epoch, Recovery, StaffKey

NEEDED, SHARES = 3, 5
FOUNDERS = 2


@dataclass(frozen=True)
class Root:
    """The root's secret; lives while the shares are being written down."""

    _secret: bytes = field(repr=False)

    @property
    def public(self) -> str:
        """64 hexadecimal digits, for the setting LEJDE_ROOT_KEY."""
        return bytes(self._signing().verify_key).hex()

    def shares(self) -> list[str]:
        """Five lines of words; any three make the root again."""
        [lines] = generate_mnemonics(1, [(NEEDED, SHARES)], self._secret)
        return list(lines)

    def found(self, members: list[int]) -> None:
        """Signs the first two key holders and the recovery key; raises Conflict the second time."""
        if Recovery.objects.exists() or len(members) < FOUNDERS:
            raise Conflict("the organisation needs two first key holders, once")
        _, public = make_box(derive(self._secret, "recovery"))
        statement = recovery_statement(public)
        Recovery.objects.create(
            box_public=public, signature=sign(bytes(self._signing()), statement)
        )
        for number in members:
            key = StaffKey.objects.get(id=number)
            _staff_keys.certify(key, 0, bytes(self._signing()))

    def recover(self, member: int) -> frozenset[str]:
        """Grants a certified member every purpose they may hold, when nobody else can."""
        private, _ = make_box(derive(self._secret, "recovery"))
        key = StaffKey.objects.get(id=member)
        if not key.signature:
            _staff_keys.certify(key, 0, bytes(self._signing()))
        given = set()
        for purpose in key.purposes.split():
            epoch = Epoch.objects.filter(purpose=purpose).order_by("-number").first()
            if epoch is not None:
                _epochs.grant(_epochs.recover(epoch, private), key)
                given.add(purpose)
        return frozenset(given)

    def _signing(self) -> SigningKey:
        return SigningKey(derive(self._secret, "root"))


def make_root() -> Root:
    """A new root of 32 random bytes."""
    return Root(random(32))


def root_from(shares: list[str]) -> Root:
    """The root from at least three shares; raises BadInput when they do not make this one."""
    try:
        root = Root(combine_mnemonics(shares))
    except MnemonicError as error:
        raise BadInput(str(error)) from error
    if settings.LEJDE_ROOT_KEY and bytes.fromhex(root.public) != organisation():
        raise BadInput("these shares make another root")
    return root
