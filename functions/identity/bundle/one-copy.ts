import type { Plugin } from "esbuild";

const ROOT = new URL("../../..", import.meta.url).pathname;

/** 77 KiB each: node-saml, xml-crypto and xml-encryption all bring the XPath of their own day, 0.0.32 to 0.0.34. */
const PACKAGES = /^xpath$/;

/** Bundles one copy of a package that several others bring along in versions of their own. */
export const oneCopy: Plugin = {
  name: "one-copy",
  setup: (build) => {
    build.onResolve({ filter: PACKAGES }, ({ path, kind, pluginData }) =>
      pluginData === oneCopy.name
        ? undefined
        : build.resolve(path, { kind, resolveDir: ROOT, pluginData: oneCopy.name }),
    );
  },
};
