import { createRequire } from "node:module";
import type { Plugin } from "esbuild";

const french = createRequire(import.meta.url).resolve("zod/v4/locales/fr.js");

/** zod brings its English words along though ours are French: the French ones take their place in every bundle. */
export const speakFrench: Plugin = {
  name: "speak-french",
  setup: (build) => {
    build.onResolve({ filter: /\/locales\/en\.js$/ }, ({ importer }) =>
      /[\\/]node_modules[\\/]zod[\\/]/.test(importer) ? { path: french } : undefined,
    );
  },
};
