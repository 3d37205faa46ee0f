import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import { LostRace } from "@preau/store";
import type { noticesContract } from "./contract.ts";
import type { NoticeSettings } from "./settings.ts";
import type { NoticeSettingsStore } from "./settings-store.ts";

type Routes = typeof noticesContract.routes;

interface Deps {
  readonly settings: NoticeSettingsStore;
  now(): Date;
}

const shown = (schoolId: string, { tells, urgent, channels, ...settings }: NoticeSettings) => ({
  schoolId,
  ...settings,
  tells: [...tells],
  urgent: [...urgent],
  channels: [...channels],
});

/** How the school tells families this year. */
export const readNoticeSettings: Operation<Routes["readNoticeSettings"], Deps> = async (
  { params: { schoolId } },
  { settings, now },
) => {
  const schoolYear = schoolYearOf(schoolTimeOf(now()).day);
  return { status: 200, body: shown(schoolId, await settings.current({ schoolId, schoolYear })) };
};

/** Decides for the year how the school tells families. What waits leaves by the new settings. */
export const setNoticeSettings: Operation<Routes["setNoticeSettings"], Deps> = async (call, { settings, now }) => {
  const { schoolId } = call.params;
  const school = { schoolId, schoolYear: schoolYearOf(schoolTimeOf(now()).day) };
  const { version, ...decided } = call.body;
  const next: NoticeSettings = { ...decided, version: version + 1, setAt: now().toISOString() };
  const reply = { status: 200 as const, body: shown(schoolId, next) };
  try {
    await settings.set(school, next, call.remember(reply));
    return reply;
  } catch (error) {
    if (!(error instanceof LostRace)) throw error;
    throw problem("version-conflict", { current: shown(schoolId, await settings.current(school)) });
  }
};
