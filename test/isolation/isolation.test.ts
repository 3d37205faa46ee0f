import { beforeAll, describe, expect, it } from "vitest";
import { capabilityList } from "../../infra/capability-list.ts";
import { isolationFaults, type Worlds } from "./matrix.ts";
import { openWorld, setClock } from "./world.ts";

let worlds: Worlds;
beforeAll(async () => {
  setClock();
  worlds = { withNina: await openWorld(true, "with"), without: await openWorld(false, "without") };
});

const withRoutes = capabilityList.filter(({ contract }) => Object.keys(contract.routes).length > 0);

describe.each(withRoutes.map(({ name, contract }) => ({ name, contract })))("$name", ({ contract }) => {
  it.each(Object.entries(contract.routes))(
    "%s shows Nina to whom it says, and to nobody else",
    async (operation, route) => {
      const faults = await Array.fromAsync(isolationFaults(worlds, [{ operation, route }]));
      expect(faults).toEqual([]);
    },
  );
});
