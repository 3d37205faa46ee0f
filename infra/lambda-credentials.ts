import { fromEnv } from "@aws-sdk/credential-provider-env";

/**
 * Stands in, inside the bundles, for the SDK's chain of credential providers: Lambda gives a function its credentials in the
 * environment and nowhere else. The chain (profiles, SSO, metadata services, web identity) weighs 132 KiB that no function uses.
 */
export const defaultProvider = () => fromEnv();
