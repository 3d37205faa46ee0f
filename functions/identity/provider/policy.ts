import { interactionPolicy } from "oidc-provider";

const { base, Check } = interactionPolicy;

/**
 * When to show the sign-in page: as the protocol says, and when the session's account may no longer be used. No consent
 * page: all clients are the house's own.
 */
export const signInPolicy = (): interactionPolicy.DefaultPolicy => {
  const policy = base();
  policy.remove("consent");
  policy
    .get("login")
    ?.checks.add(
      new Check("account_gone", "the account may no longer be used", ({ oidc }) =>
        oidc.session?.accountId !== undefined && oidc.account === undefined
          ? Check.REQUEST_PROMPT
          : Check.NO_NEED_TO_PROMPT,
      ),
    );
  return policy;
};
