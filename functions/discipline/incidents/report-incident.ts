import { instantOf, schoolTimeOf, schoolYearOf } from "@preau/calendar";
import { type FieldError, problem } from "@preau/contract";
import type { Call, Operation } from "@preau/runtime";
import { authorIn } from "../author.ts";
import type { disciplineContract } from "../contract.ts";
import type { SchoolYear } from "../entities.ts";
import type { FileStore } from "../measures/file-store.ts";
import { namedPupil } from "../measures/give-punishment.ts";
import type { SchoolStore } from "../school/school-store.ts";
import { yearlyId } from "../yearly-id.ts";
import { incidentOf, type KeptIncident, type Protagonist } from "./incident.ts";
import type { IncidentStore } from "./incident-store.ts";
import { wordsOf } from "./listed.ts";

type ReportIncident = typeof disciplineContract.routes.reportIncident;

interface Deps {
  readonly incidents: Pick<IncidentStore, "keep">;
  readonly files: Pick<FileStore, "membershipsOf">;
  readonly school: Pick<SchoolStore, "decided">;
  now(): Date;
  newId(prefix: string): string;
}

type Asked = Call<ReportIncident>["body"]["protagonists"][number];

/** Somebody with the name and class of that day; undefined for a pupil whom the school does not know. */
const namedIn = async (year: SchoolYear, asked: Asked, { files }: Deps): Promise<Protagonist | undefined> => {
  const { role, pupilId, name = "" } = asked;
  if (pupilId === undefined) return { role, name };
  const pupil = namedPupil(await files.membershipsOf({ ...year, pupilId }));
  if (pupil === undefined) return undefined;
  const { givenName, familyName, classId, className, audienceIds } = pupil;
  return { role, pupilId, name: `${givenName} ${familyName}`.trim(), classId, className, audienceIds };
};

const faultOfTime = ({ day, time = "00:00" }: Call<ReportIncident>["body"], now: Date): readonly FieldError[] =>
  instantOf(day, time) <= now ? [] : [{ field: "body.day", message: "Ce moment n’est pas encore venu : corrigez-le." }];

/** Reports what happened, in the words of the school’s lists; pupils are named as they are known on that day. */
export const reportIncident: Operation<ReportIncident, Deps> = async (call, deps) => {
  const { schoolId } = call.params;
  const { day, time, description, partnerIds } = call.body;
  const at = deps.now();
  const today = schoolTimeOf(at).day;
  const year = { schoolId, schoolYear: schoolYearOf(today) };
  const by = authorIn(call.principal, schoolId);
  if (by === undefined) throw problem("not-found");
  const [{ settings }, ...protagonists] = await Promise.all([
    deps.school.decided(year),
    ...call.body.protagonists.map((asked) => namedIn(year, asked, deps)),
  ]);
  const { words, errors } = wordsOf(call.body, settings);
  const partners = partnerIds.map((id) => settings.partners.find((one) => one.id === id));
  const faults: readonly FieldError[] = [
    ...faultOfTime(call.body, at),
    ...errors,
    ...partners.flatMap((one, index) =>
      one === undefined
        ? [{ field: `body.partnerIds.${index}`, message: "Choisissez dans la liste de l’établissement." }]
        : [],
    ),
    ...protagonists.flatMap((one, index) =>
      one === undefined
        ? [{ field: `body.protagonists.${index}.pupilId`, message: "Cet élève n’est pas de l’établissement." }]
        : [],
    ),
  ];
  const { type, place, gravity } = words;
  if (faults.length > 0 || type === undefined || place === undefined || gravity === undefined)
    throw problem("invalid-request", { errors: faults });
  const kept: KeptIncident = {
    head: { ...year, incidentId: yearlyId("inc", year.schoolYear, deps.newId), day },
    protagonists: protagonists.filter((one) => one !== undefined),
    partners: partners.flatMap((one) => (one === undefined ? [] : [{ partnerId: one.id, label: one.label }])),
    steps: [{ step: "report", type, place, gravity, description, time, by, at: at.toISOString() }],
  };
  const reply = { status: 201 as const, body: incidentOf(kept) };
  await deps.incidents.keep(kept, call.remember(reply));
  return reply;
};
