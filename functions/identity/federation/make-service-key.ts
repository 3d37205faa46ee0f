import { selfSignedCertificate } from "@preau/runtime/self-signed-certificate";
import type { ServiceKey } from "../store/service-keys.ts";

/** A key to speak SAML with, on real time like all that others verify. */
export const makeServiceKey = (): Promise<ServiceKey> => selfSignedCertificate("Préau", new Date());
