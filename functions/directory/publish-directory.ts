import type { Payload } from "@preau/contract";
import { type Change, type Outgoing, outgoing } from "@preau/runtime/publish";
import { importRequestedV1 } from "../../events/import-requested.v1.ts";
import { peopleChangedV1 } from "../../events/people-changed.v1.ts";
import { rosterChangedV1 } from "../../events/roster-changed.v1.ts";
import { accountFacts } from "./account-facts.ts";
import { exportEvent } from "./exports/publish-exports.ts";
import type { Person } from "./person.ts";
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

type PersonImage = { readonly content: Person; readonly hiddenSince?: string };

/** Somebody whose account is closed is no longer present, until they are erased or come back. */
const factsOf = ({ content, hiddenSince }: PersonImage) => ({
  ...accountFacts(content),
  present: hiddenSince === undefined,
});

/** A person as accounts see them, when that differs from before: a new telephone number is nobody else's business. */
const changedPerson = ({
  entity,
  before,
  after,
}: Change): { image: Image & { content: Person }; person: ChangedPerson }[] => {
  if (entity !== "person" || after === undefined) return [];
  const image = after as unknown as Image & PersonImage;
  const facts = factsOf(image);
  const known = before === undefined ? undefined : factsOf(before as unknown as PersonImage);
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
  ...changes.flatMap(exportEvent),
  ...changes.flatMap(rosterEvent),
  ...peopleEvents(changes),
];
