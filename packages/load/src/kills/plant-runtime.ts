// Loaded before the runtime (`--import`), with the name of a fault in PREAU_PLANT: the file it names is read with the fault in it.
import { readFileSync } from "node:fs";
import { registerHooks, stripTypeScriptTypes } from "node:module";
import { fileURLToPath } from "node:url";
import { planted, plants } from "./plants.ts";

const plant = plants[process.env.PREAU_PLANT ?? ""];
if (plant !== undefined)
  registerHooks({
    load: (url, context, next) => {
      if (!url.endsWith(`/${plant.file}`)) return next(url, context);
      const source = stripTypeScriptTypes(planted(plant, readFileSync(fileURLToPath(url), "utf8")));
      return { format: "module", source, shortCircuit: true };
    },
  });
