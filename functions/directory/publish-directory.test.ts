import { linkDigest } from "@preau/contract/derive-id";
import { describe, expect, it } from "vitest";
import { peopleChangedV1 } from "../../events/people-changed.v1.ts";
import { directoryEvents } from "./publish-directory.ts";

const personImage = (number: number, content: object = {}, schoolId = "0990001N") => ({
  schoolId,
  schoolYear: 2026,
  id: `per_${String(number).padStart(13, "0")}`,
  version: 5,
  content: {
    familyName: "BRIAC",
    givenName: "Solène",
    roles: ["teacher"],
    school: { name: "Collège Ada Lovelace", timeZone: "Europe/Paris" },
    contact: { phones: [] },
    ...content,
  },
});
const created = (after: object) => ({ entity: "person", before: undefined, after: after as Record<string, unknown> });
const changed = (before: object, after: object) => ({ ...created(after), before: before as Record<string, unknown> });

const peopleOf = (changes: Parameters<typeof directoryEvents>[0]) =>
  directoryEvents(changes).map(({ event, payload }) => {
    expect(event.name).toBe("people-changed.v1");
    return peopleChangedV1.schema.parse(payload);
  });

describe("people who changed", () => {
  it("leave in few events, at most fifty people each, one school each", () => {
    const changes = [
      ...Array.from({ length: 70 }, (_, number) => created(personImage(number))),
      ...Array.from({ length: 30 }, (_, number) => created(personImage(number, {}, "0990002P"))),
    ];
    const events = peopleOf(changes);
    expect(events.map(({ schoolId, people }) => [schoolId, people.length])).toEqual([
      ["0990001N", 50],
      ["0990001N", 20],
      ["0990002P", 30],
    ]);
  });

  it("are silent about a new telephone number", () => {
    expect(directoryEvents([changed(personImage(1), personImage(1, { contact: { phones: ["1"] } }))])).toEqual([]);
  });

  it("are known to federations by their numbers, staff by their mailbox too, and never in clear", () => {
    const contact = { phones: [], mail: "Solene.Briac@example.org", address: { lines: [], postalCode: "35000" } };
    const links = ["elenoet:0990001N|1204", "ine:070000001AA", "jointure:TEST|600001"];
    const [event] = peopleOf([
      created(personImage(1, { contact, links, birthDate: "2014-03-14", staff: { headTeacherOf: [] } })),
    ]);
    expect(event?.people[0]).toMatchObject({ postalCode: "35000", birthDate: "2014-03-14", mail: contact.mail });
    expect(event?.people[0]?.links).toEqual(
      ["elenoet:0990001N|1204", "jointure:TEST|600001", "mail:solene.briac@example.org"].map(linkDigest),
    );
    const [parent] = peopleOf([created(personImage(2, { contact, guardian: { children: [] } }))]);
    expect(parent?.people[0]?.links).toEqual([]);
  });

  it("tell a pupil's class", () => {
    const audience = { audienceId: "aud_7k2mq4x9d0abc", code: "6A", label: "Sixième A", kind: "class" };
    const [event] = peopleOf([created(personImage(1, { roles: ["pupil"], pupil: { audiences: [audience] } }))]);
    expect(event?.people).toMatchObject([{ classId: audience.audienceId, className: "Sixième A" }]);
  });

  it("tell no child whom a decision of the court took from an adult", () => {
    const children = [{ pupilId: "per_0000000000001", level: 1, kinship: "10", access: "none" }];
    const [event] = peopleOf([created(personImage(9, { roles: ["guardian"], guardian: { children } }))]);
    expect(event?.people[0]?.children).toEqual([]);
  });

  it("are silent about adults who have no role and had none", () => {
    expect(directoryEvents([created(personImage(1, { roles: [] }))])).toEqual([]);
  });

  it("tell that somebody lost a role, with all that is left", () => {
    const [event] = peopleOf([changed(personImage(1), personImage(1, { roles: [] }))]);
    expect(event?.people).toMatchObject([{ roles: [], present: true, version: 5 }]);
  });

  it("tell the children a guardian legally represents, and no others", () => {
    const children = [
      { pupilId: "per_0000000000001", level: 1, kinship: "10" },
      { pupilId: "per_0000000000002", level: 3, kinship: "10" },
    ];
    const [event] = peopleOf([created(personImage(9, { roles: ["guardian"], guardian: { children } }))]);
    expect(event?.people[0]?.children).toEqual(["per_0000000000001"]);
  });

  it("appear once in a batch, as they are last", () => {
    const [event] = peopleOf([
      created(personImage(1)),
      changed(personImage(1), { ...personImage(1, { roles: ["head"] }), version: 6 }),
    ]);
    expect(event?.people).toMatchObject([{ roles: ["head"], version: 6 }]);
  });
});

describe("a roster that changed", () => {
  it("travels whole", () => {
    const audience = { audienceId: "aud_7k2mq4x9d0abc", code: "6A", label: "Sixième A", kind: "class" };
    const pupil = {
      pupilId: "per_7k2mq4x9d0abc",
      familyName: "MARLOW",
      givenName: "Nina",
      classId: audience.audienceId,
      classCode: "6A",
      guardianIds: ["per_0k2mq4x9d0abd"],
    };
    const classes = [{ audienceId: audience.audienceId, code: "6A" }];
    const after = {
      schoolId: "0990001N",
      schoolYear: 2026,
      id: audience.audienceId,
      version: 5,
      content: { audience, classes, headTeacherIds: [], pupils: [pupil] },
    };
    const [event] = directoryEvents([{ entity: "roster", before: undefined, after }]);
    const parsed = event?.event.schema.parse(event.payload);
    expect(parsed).toMatchObject({ audience: { id: audience.audienceId, code: "6A" }, version: 5, pupils: [pupil] });
  });
});

describe("an import", () => {
  const image = (state: string) => ({ importId: "imp_7k2mq4x9d0abc", state });
  it.each([
    ["awaiting-files", "queued", 1],
    ["failed", "queued", 1],
    ["queued", "queued", 0],
    ["queued", "running", 0],
    ["running", "running", 0],
    ["running", "done", 0],
  ])("that goes from %s to %s is asked for %i times", (before, after, times) => {
    const events = directoryEvents([{ entity: "import", before: image(before), after: image(after) }]);
    expect(events.map(({ payload }) => payload)).toEqual(Array(times).fill({ importId: "imp_7k2mq4x9d0abc" }));
  });
});
