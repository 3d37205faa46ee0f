import { schoolTimeOf } from "@preau/calendar";
import { problem, type SchoolId } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import type { Write } from "@preau/store";
import type { SettingsStore } from "../settings/settings-store.ts";
import type { DirectoryStore } from "../store.ts";
import type { visibilityRoutes } from "../visibility-contract.ts";
import { type KeptLink, otherSchool, stateOfLink, withLink } from "./kept-link.ts";

interface Deps {
  readonly settings: Pick<SettingsStore, "find" | "keep">;
  readonly store: Pick<DirectoryStore, "find">;
  readonly years: { current(schoolId: string): Promise<number> };
  now(): Date;
}

const linkView = async (link: KeptLink, schoolId: SchoolId, { store, years, now }: Deps) => {
  const linkedSchoolId = otherSchool(link, schoolId) as SchoolId;
  const schoolYear = await years.current(linkedSchoolId);
  const other = await store.find("school", { schoolId: linkedSchoolId, schoolYear, id: linkedSchoolId });
  const { opens, askedAt, acceptedAt, endedAt, until } = link;
  return {
    schoolId,
    linkedSchoolId,
    linkedSchoolName: other?.content.name ?? "",
    opens: [...opens],
    state: stateOfLink(link, schoolId, schoolTimeOf(now()).day),
    askedAt,
    acceptedAt,
    endedAt,
    until,
  };
};

/** Both schools keep the link, written together: neither ever says otherwise than the other. */
const keepInBoth = async (link: KeptLink, by: string, reply: Write, { settings, years, now }: Deps): Promise<void> => {
  const at = now();
  const decisions = await Promise.all(
    link.schoolIds.map(async (schoolId) => {
      const year = { schoolId, schoolYear: await years.current(schoolId) };
      const { value, version } = await settings.find(year, "links");
      return { ...year, subject: "links" as const, value: withLink(value, link), version, by, at };
    }),
  );
  await settings.keep(decisions, reply);
};

const findLink = async (schoolId: SchoolId, other: SchoolId, { settings, years }: Deps): Promise<KeptLink> => {
  const { value } = await settings.find({ schoolId, schoolYear: await years.current(schoolId) }, "links");
  const link = value.find(({ schoolIds }) => schoolIds.includes(other));
  if (link === undefined) throw problem("not-found");
  return link;
};

/** The links of a school with others, whatever their state. */
export const listSchoolLinks: Operation<typeof visibilityRoutes.listSchoolLinks, Deps> = async (call, deps) => {
  const { schoolId } = call.params;
  const { value } = await deps.settings.find({ schoolId, schoolYear: await deps.years.current(schoolId) }, "links");
  return { status: 200, body: { items: await Promise.all(value.map((link) => linkView(link, schoolId, deps))) } };
};

/** Asks another school for a link. It opens nothing until the other head accepts it; asking again replaces what was asked. */
export const askSchoolLink: Operation<typeof visibilityRoutes.askSchoolLink, Deps> = async (call, deps) => {
  const { schoolId } = call.params;
  const { linkedSchoolId, opens, until } = call.body;
  const schoolYear = await deps.years.current(linkedSchoolId);
  const other = await deps.store.find("school", { schoolId: linkedSchoolId, schoolYear, id: linkedSchoolId });
  if (linkedSchoolId === schoolId || other === undefined) throw problem("not-found");
  if (until < schoolTimeOf(deps.now()).day)
    throw problem("invalid-request", { errors: [{ field: "body.until", message: "Donnez un jour à venir." }] });
  const link: KeptLink = {
    schoolIds: [schoolId, linkedSchoolId],
    opens: [...new Set(opens)],
    askedAt: deps.now().toISOString(),
    until,
  };
  const reply = { status: 201, body: await linkView(link, schoolId, deps) } as const;
  await keepInBoth(link, call.principal.accountId, call.remember(reply), deps);
  return reply;
};

/** The other head's agreement: from now on the link opens what it says. */
export const acceptSchoolLink: Operation<typeof visibilityRoutes.acceptSchoolLink, Deps> = async (call, deps) => {
  const { schoolId, linkedSchoolId } = call.params;
  const asked = await findLink(schoolId, linkedSchoolId, deps);
  if (stateOfLink(asked, schoolId, schoolTimeOf(deps.now()).day) !== "to-accept") throw problem("link-not-to-accept");
  const link: KeptLink = { ...asked, acceptedAt: deps.now().toISOString() };
  const reply = { status: 200, body: await linkView(link, schoolId, deps) } as const;
  await keepInBoth(link, call.principal.accountId, call.remember(reply), deps);
  return reply;
};

/** Ends a link, or refuses it. Either head may, alone and at once. */
export const endSchoolLink: Operation<typeof visibilityRoutes.endSchoolLink, Deps> = async (call, deps) => {
  const { schoolId, linkedSchoolId } = call.params;
  const known = await findLink(schoolId, linkedSchoolId, deps);
  const link: KeptLink = { ...known, endedAt: known.endedAt ?? deps.now().toISOString() };
  const reply = { status: 200, body: await linkView(link, schoolId, deps) } as const;
  await keepInBoth(link, call.principal.accountId, call.remember(reply), deps);
  return reply;
};
