import type { Capability } from "@preau/contract";
import * as capabilities from "../functions/capabilities.ts";

/** Every capability of the product, in the order of `functions/capabilities.ts`. */
export const capabilityList: readonly Capability[] = Object.values(capabilities);
