import type { Service } from "./contract.ts";
import type { KeptService } from "./service.ts";

/** A service as operators read it: without what makes names of people or proves who it is. */
export const registered = ({ salt: _, secretDigest, ...service }: KeptService): Service => ({
  ...service,
  hasSecret: secretDigest !== undefined,
});
