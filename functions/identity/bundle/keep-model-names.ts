import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/**
 * `oidc-provider` knows its models by the names of their classes, down to the keys of what is stored: minification must
 * leave them. (esbuild's `keepNames` would do it for every function of the bundle, at 33 KiB.)
 */
export const keepModelNames: Plugin = {
  name: "keep-model-names",
  setup: (build) => {
    build.onLoad({ filter: /\/oidc-provider\/lib\/models\/\w+\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace(
        /\bclass (\w+)([^{]*)\{/g,
        (_, name, heritage) => `class ${name}${heritage}{ static name = "${name}";`,
      ),
      loader: "js",
    }));
  },
};
