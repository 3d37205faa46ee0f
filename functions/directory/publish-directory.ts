import type { Payload } from "@preau/contract";
import { type Change, type Outgoing, outgoing } from "@preau/runtime/publish";
import { importRequestedV1 } from "../../events/import-requested.v1.ts";
import { peopleChangedV1 } from "../../events/people-changed.v1.ts";
import { rosterChangedV1 } from "../../events/roster-changed.v1.ts";
import { legalChildren, type Person } from "./person.ts";
import type { Roster } from "./school.ts";

type PeopleChanged = Payload<typeof peopleChangedV1>;
type ChangedPerson = PeopleChanged["people"][number];

const PEOPLE_AN_EVENT = 50;

interface Image {
  readonly schoolId: PeopleChanged["schoolId"];
  readonly schoolYear: number;
  readonly id: ChangedPerson["personId"];
  readonly version: number;
}

/** What accounts are made from. Whoever is only missing from a delivery is still present: leaving is another decision. */
const accountFacts = ({ content }: { content: Person }) => ({
  familyName: content.familyName,
  givenName: content.givenName,
  roles: [...content.roles],
  children: [...legalChildren(content)],
  present: true,
  ...(content.staff && content.staff.headTeacherOf.length > 0 && { headTeacherOf: [...content.staff.headTeacherOf] }),
});

/** A person as accounts see them, when that differs from before: a new telephone number is nobody else's business. */
const changedPerson = ({
  entity,
  before,
  after,
}: Change): { image: Image & { content: Person }; person: ChangedPerson }[] => {
  if (entity !== "person" || after === undefined) return [];
  const image = after as unknown as Image & { content: Person };
  const facts = accountFacts(image);
  const known = before === undefined ? undefined : accountFacts(before as unknown as { content: Person });
  const silent = known === undefined ? facts.roles.length === 0 : JSON.stringify(known) === JSON.stringify(facts);
  return silent ? [] : [{ image, person: { personId: image.id, version: image.version, ...facts } }];
};

const peopleEvents = (changes: readonly Change[]): readonly Outgoing[] => {
  const bySchool = Map.groupBy(
    changes.flatMap(changedPerson),
    ({ image: { schoolId, schoolYear } }) => `${schoolId} ${schoolYear}`,
  );
  return [...bySchool.values()].flatMap((all) => {
    // The same person twice in one batch: the later image says it all.
    const latest = [...new Map(all.map((one) => [one.image.id, one])).values()];
    const parts = Array.from({ length: Math.ceil(latest.length / PEOPLE_AN_EVENT) }, (_, part) =>
      latest.slice(part * PEOPLE_AN_EVENT, (part + 1) * PEOPLE_AN_EVENT),
    );
    return parts.flatMap((part) => {
      const [first] = part;
      if (first === undefined) return [];
      const { schoolId, schoolYear, content } = first.image;
      const schoolName = content.school.name;
      return [
        outgoing(peopleChangedV1, { schoolId, schoolYear, schoolName, people: part.map(({ person }) => person) }),
      ];
    });
  });
};

const rosterEvent = ({ entity, after }: Change): readonly Outgoing[] => {
  if (entity !== "roster" || after === undefined) return [];
  const { schoolId, schoolYear, version, content } = after as unknown as Image & { content: Roster };
  const { audienceId: id, code, label, kind } = content.audience;
  const classes = content.classes.map(({ audienceId, code: classCode }) => ({ id: audienceId, code: classCode }));
  const pupils = content.pupils.map((pupil) => ({ ...pupil, guardianIds: [...pupil.guardianIds] }));
  return [
    outgoing(rosterChangedV1, { schoolId, schoolYear, audience: { id, code, label, kind }, classes, version, pupils }),
  ];
};

const importEvent = ({ entity, before, after }: Change): readonly Outgoing[] =>
  entity === "import" && after?.state === "queued" && before?.state !== "queued"
    ? [outgoing(importRequestedV1, { importId: String(after.importId) })]
    : [];

/** What the rest of the territory hears of committed changes: few events for many people. */
export const directoryEvents = (changes: readonly Change[]): readonly Outgoing[] => [
  ...changes.flatMap(importEvent),
  ...changes.flatMap(rosterEvent),
  ...peopleEvents(changes),
];
