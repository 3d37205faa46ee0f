import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import { problem, type SchoolId } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import { LostRace } from "@preau/store";
import type { messageRoutes } from "../messages-contract.ts";
import type { MessageSettings } from "./message-settings.ts";
import type { MessageSettingsStore } from "./message-settings-store.ts";
import { PLACEHOLDERS, unknownPlaceholders } from "./template.ts";

interface Deps {
  readonly messageSettings: MessageSettingsStore;
  now(): Date;
}

type Routes = typeof messageRoutes;

const shown = (schoolId: SchoolId, { version, phone, letterhead, templates, setAt }: MessageSettings) => ({
  schoolId,
  version,
  ...(phone !== undefined && { phone }),
  letterhead: [...letterhead],
  templates: templates.map((template) => ({ ...template })),
  placeholders: Object.entries(PLACEHOLDERS).map(([name, meaning]) => ({ name, meaning })),
  setAt,
});

export const readMessageSettings: Operation<Routes["readMessageSettings"], Deps> = async ({ params }, deps) => {
  const { schoolId } = params;
  const school = { schoolId, schoolYear: schoolYearOf(schoolTimeOf(deps.now()).day) };
  return { status: 200, body: shown(schoolId, await deps.messageSettings.current(school)) };
};

/** A template that stands for nothing somewhere is refused where it is written, not when a thousand families are waiting for it. */
export const setMessageSettings: Operation<Routes["setMessageSettings"], Deps> = async (call, deps) => {
  const { schoolId } = call.params;
  const { version, ...settings } = call.body;
  const errors = settings.templates.flatMap((one, index) => unknownPlaceholders(one, `body.templates.${index}`));
  if (errors.length > 0) throw problem("invalid-request", { errors });
  const school = { schoolId, schoolYear: schoolYearOf(schoolTimeOf(deps.now()).day) };
  const next: MessageSettings = { ...settings, version: version + 1, setAt: deps.now().toISOString() };
  const reply = { status: 200 as const, body: shown(schoolId, next) };
  try {
    await deps.messageSettings.set(school, next, call.remember(reply));
    return reply;
  } catch (error) {
    if (!(error instanceof LostRace)) throw error;
    throw problem("version-conflict", { current: shown(schoolId, await deps.messageSettings.current(school)) });
  }
};
