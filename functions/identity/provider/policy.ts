import { interactionPolicy } from "oidc-provider";

const { base, Check } = interactionPolicy;

/**
 * When to show the sign-in page: as the protocol says, and when the session's account may no longer be used or its device was signed out. No consent
 * page: all clients are the house's own.
 */
export const signInPolicy = (): interactionPolicy.DefaultPolicy => {
  const policy = base();
  policy.remove("consent");
  const asked = (when: boolean) => (when ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT);
  const login = policy.get("login");
  login?.checks.add(
    new Check("account_gone", "the account may no longer be used", ({ oidc }) =>
      asked(oidc.session?.accountId !== undefined && oidc.account === undefined),
    ),
  );
  login?.checks.add(
    new Check("grant_gone", "this device was signed out", ({ oidc }) => {
      const remembered = oidc.client && oidc.session?.grantIdFor(oidc.client.clientId);
      return asked(remembered !== undefined && remembered !== oidc.entities.Grant?.jti);
    }),
  );
  return policy;
};
