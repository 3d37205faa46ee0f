import { fromEnv } from "@aws-sdk/credential-provider-env";

/**
 * Stands in, inside the bundles, for the SDK's chain of credential providers: Lambda gives a function its credentials in the
 * environment and nowhere else. The chain (profiles, SSO, metadata services, web identity) weighs 90 KiB that no function uses.
 */
export const defaultProvider = () => fromEnv();

/** The chain refreshes what it believes about to expire; the environment's credentials outlive the environment. */
export const credentialsWillNeedRefresh = () => false;
export const credentialsTreatedAsExpired = () => false;
