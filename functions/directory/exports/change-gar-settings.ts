import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import type { directoryContract } from "../contract.ts";
import type { ExportStore } from "./export-store.ts";

interface Deps {
  readonly exports: Pick<ExportStore, "garSettings" | "keepGarSettings">;
}

export const readGarSettings: Operation<typeof directoryContract.routes.readGarSettings, Deps> = async (_, deps) => {
  const settings = await deps.exports.garSettings();
  if (settings === undefined) throw problem("not-found");
  return { status: 200, body: settings };
};

/** Only enrolled schools are ever sent: what is not on the list leaves with the next sending. */
export const changeGarSettings: Operation<typeof directoryContract.routes.changeGarSettings, Deps> = async (
  call,
  deps,
) => {
  const settings = { ...call.body, enrolled: [...new Set(call.body.enrolled)].sort() };
  const reply = { status: 200, body: settings } as const;
  await deps.exports.keepGarSettings(settings, call.remember(reply));
  return reply;
};
