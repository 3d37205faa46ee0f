import { fileURLToPath } from "node:url";
import { keepModelNames } from "./bundle/keep-model-names.ts";
import { oneCopy } from "./bundle/one-copy.ts";
import { speakFrench } from "./bundle/speak-french.ts";
import { trimProvider } from "./bundle/trim-provider.ts";

const own = (file: string): string => fileURLToPath(new URL(`./bundle/${file}`, import.meta.url));

/** Packages replaced in the bundles of all functions. */
export const alias: Record<string, string> = {
  // 280 KiB of media types: the issuer speaks five.
  "mime-types": own("media-types.ts"),
  // Developers' messages on the console: our functions log through the runtime only.
  debug: own("silent.cjs"),
  depd: own("silent.cjs"),
  // Names of files to download: the issuer sends none.
  "content-disposition": own("silent.cjs"),
  // 58 KiB to write XML: node-saml writes one request.
  xmlbuilder: own("write-xml.ts"),
  // 475 KiB to read fonts in WOFF2: sheets carry their own, in TrueType.
  "brotli/decompress.js": own("silent.cjs"),
};

/** Without them the issuer neither fits nor works: it refuses to start. */
export const plugins = [keepModelNames, trimProvider, oneCopy, speakFrench];
