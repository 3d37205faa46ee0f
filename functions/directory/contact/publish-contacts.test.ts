import { describe, expect, it } from "vitest";
import { contactsChangedV1 } from "../../../events/contacts-changed.v1.ts";
import { contactEvents } from "./publish-contacts.ts";

const idOf = (number: number) => `per_${String(number).padStart(13, "0")}`;

const record = (number: number, content: object = {}, schoolId = "0990001N") => ({
  schoolId,
  schoolYear: 2026,
  id: idOf(number),
  version: 5,
  content: {
    familyName: "MARLOW",
    givenName: "Léa",
    roles: ["guardian"],
    school: { name: "Collège Ada Lovelace", timeZone: "Europe/Paris" },
    contact: { phones: ["+33 6 99 00 00 01"], smsConsent: true },
    ...content,
  },
});
const own = (said: object, guardian = true, version = 1) => ({
  schoolId: "0990001N",
  schoolYear: 2026,
  id: idOf(1),
  version,
  guardian,
  said: { ...said, statedAt: "2026-11-23T07:00:00.000Z" },
});

type Image = Record<string, unknown>;
const change = (entity: string, after: object, before?: object) => ({
  entity,
  before: before as Image | undefined,
  after: after as Image,
});
const heard = (changes: Parameters<typeof contactEvents>[0]) =>
  contactEvents(changes).map(({ payload }) => contactsChangedV1.schema.parse(payload));

describe("how to reach the adults of pupils", () => {
  it("leaves in few events, at most fifty people each, one school each", () => {
    const here = Array.from({ length: 70 }, (_, number) => change("person", record(number)));
    const there = Array.from({ length: 30 }, (_, number) => change("person", record(number, {}, "0990002P")));
    expect(heard([...here, ...there]).map(({ schoolId, records }) => [schoolId, records.length])).toEqual([
      ["0990001N", 50],
      ["0990001N", 20],
      ["0990002P", 30],
    ]);
  });

  it("is told when a record says something new of it, and not when only the rest of the record changes", () => {
    const moved = record(1, { contact: { phones: ["+33 6 99 00 00 02"] } });
    expect(heard([change("person", moved, record(1))])).toMatchObject([
      { records: [{ personId: idOf(1), phones: ["+33 6 99 00 00 02"], schoolName: "Collège Ada Lovelace" }] },
    ]);
    expect(heard([change("person", record(1, { birthDate: "1980-01-01" }), record(1))])).toEqual([]);
  });

  it("is told of somebody who becomes a legal representative, though nothing else changes", () => {
    expect(heard([change("person", record(1), record(1, { roles: [] }))])).toHaveLength(1);
  });

  it("is never told of staff and pupils", () => {
    expect(heard([change("person", record(1, { roles: ["teacher"] }))])).toEqual([]);
    expect(heard([change("own-contact", own({ phone: "0699000009" }, false))])).toEqual([]);
  });

  it("is what they say themselves, beside what the school says, and nothing where they took it back", () => {
    const [event] = heard([
      change("person", record(1)),
      change("own-contact", own({ smsConsent: false })),
      change("own-contact", own({ phone: "0699000009" }, true, 2)),
    ]);
    expect(event?.records).toMatchObject([{ smsConsent: true }]);
    expect(event?.ownWords).toEqual([{ personId: idOf(1), version: 2, phone: "0699000009" }]);
  });
});
