import { frankfurt } from "./eu-central-1.2026-11.ts";
import { paris } from "./eu-west-3.2026-11.ts";
import type { PriceFile } from "./price-file.ts";
import { virginia } from "./us-east-1.2026-11.ts";

/** Every price file there is; the first of a region is the newest. */
export const priceFiles: readonly PriceFile[] = [paris, frankfurt, virginia];

/** The newest prices of a region; throws, naming the regions there are, when there are none. */
export const pricesOf = (region: string): PriceFile => {
  const found = priceFiles.find((file) => file.region === region);
  if (found === undefined)
    throw new Error(`no prices for ${region} (known: ${priceFiles.map((file) => file.region).join(", ")})`);
  return found;
};
