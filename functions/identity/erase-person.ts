import type { Payload } from "@preau/contract";
import { accountIdOf } from "@preau/contract/derive-id";
import type { personErasedV1 } from "../../events/person-erased.v1.ts";
import type { Erasures } from "./store/erasures-store.ts";

interface Deps {
  readonly erasures: Erasures;
}

/**
 * Forgets what a school said of somebody it erased and, when no other school says anything, the account: login, password, devices. A
 * person whom the school has named again since is left alone. Pointers of federations keep digests that lead to no account any more.
 */
export const erasePerson = async (
  { schoolId, personId, version }: Payload<typeof personErasedV1>,
  { erasures }: Deps,
): Promise<void> => {
  const accountId = accountIdOf(personId);
  const { attached, login } = await erasures.read(accountId);
  const said = attached.find((one) => one.schoolId === schoolId && one.personId === personId);
  if (said !== undefined && said.version > version) return;
  if (said !== undefined) await erasures.detach(accountId, said);
  if (attached.every((one) => one === said)) await erasures.eraseAccount(accountId, login);
};
