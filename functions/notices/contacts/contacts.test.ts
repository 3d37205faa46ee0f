import { openTable, readCapacity, resetCapacity } from "@preau/store";
import { beforeAll, describe, expect, it } from "vitest";
import { contactsChangedV1 } from "../../../events/contacts-changed.v1.ts";
import { freshTable } from "../../../test/support/fresh-table.ts";
import { notices } from "../manifest.ts";
import { type ContactStore, openContactStore } from "./contact-store.ts";
import { keepContacts } from "./keep-contacts.ts";
import { mobileOf } from "./mobile-number.ts";
import { usualPreferences } from "./reach.ts";

const YEAR = { schoolId: "0990001N", schoolYear: 2026 };
const NOW = new Date("2026-11-23T07:00:00Z");
const { records, ownWords } = contactsChangedV1.example;
const [record] = records;
const [own] = ownWords;
if (record === undefined || own === undefined) throw new Error("the example names somebody");

let contacts: ContactStore;
beforeAll(async () => {
  contacts = openContactStore(openTable(await freshTable(notices)));
});
const hear = (event: object) =>
  keepContacts(contactsChangedV1.schema.parse({ ...YEAR, records: [], ownWords: [], ...event }), { contacts });
const contactOf = async (guardianId: string) => (await contacts.reachOf(YEAR, [guardianId]))[0]?.contact;
let number = 0;
const somebody = () => {
  number += 1;
  return `per_${String(number).padStart(13, "0")}`;
};

describe("how a guardian is reached", () => {
  it("is what they said themselves, and what the school says where they said nothing", async () => {
    const personId = somebody();
    await hear({ records: [{ ...record, personId }], ownWords: [{ ...own, personId, smsConsent: false }] });
    expect(await contactOf(personId)).toMatchObject({
      mail: "lea.marlow@example.org",
      mobile: "+33699000009",
      smsConsent: false,
      address: { city: "RENNES" },
    });
  });

  it("is the latest of each, in whatever order and however often they arrive", async () => {
    const personId = somebody();
    const old = { records: [{ ...record, personId, version: 1, mail: "old@example.org" }] };
    const recent = { records: [{ ...record, personId, version: 2, mail: "new@example.org" }] };
    const said = { ownWords: [{ personId, version: 4, phone: "0699000004", mail: "own@example.org" }] };
    const takenBack = { ownWords: [{ personId, version: 5, phone: "0699000005" }] };
    for (const event of [takenBack, recent, said, old, recent, said]) await hear(event);
    expect(await contactOf(personId)).toMatchObject({ mail: "new@example.org", mobile: "+33699000005" });
  });

  it("never by SMS when nobody ever said yes", async () => {
    const personId = somebody();
    await hear({ records: [{ ...record, personId, smsConsent: undefined }] });
    expect(await contactOf(personId)).toMatchObject({ mobile: "+33699000001", smsConsent: false });
  });

  it("is another matter in another school", async () => {
    const personId = somebody();
    await hear({ records: [{ ...record, personId }] });
    const [elsewhere] = await contacts.reachOf({ ...YEAR, schoolId: "0990002P" }, [personId]);
    expect(elsewhere).toEqual({ contact: { smsConsent: false }, devices: [], preferences: usualPreferences });
  });

  it("is read for one read unit a guardian, each once, and written for one write unit", async () => {
    const [mother, father] = [somebody(), somebody()];
    await hear({ records: [mother, father].map((personId) => ({ ...record, personId })) });
    resetCapacity();
    expect(await contacts.reachOf(YEAR, [mother, father, mother])).toHaveLength(3);
    expect(readCapacity()).toMatchObject({ rru: 2, roundTrips: 1 });
    resetCapacity();
    await hear({ records: [{ ...record, personId: mother, version: record.version + 1 }] });
    expect(readCapacity()).toMatchObject({ wru: 1, roundTrips: 1 });
  });

  it("is forgotten with them, unless they came back since", async () => {
    const guardianId = somebody();
    await hear({ records: [{ ...record, personId: guardianId }] });
    await contacts.settle(guardianId, () => ({ devices: [] }), NOW);
    await contacts.erase({ ...YEAR, guardianId }, new Date(record.version - 1));
    expect(await contactOf(guardianId)).toMatchObject({ mail: record.mail });
    await contacts.erase({ ...YEAR, guardianId }, new Date(record.version));
    expect(await contactOf(guardianId)).toEqual({ smsConsent: false });
  });
});

describe("what a guardian settles", () => {
  it("is kept whole when two telephones say something at once", async () => {
    const guardianId = somebody();
    const device = (deviceId: string) => ({
      deviceId,
      endpoint: `https://push.example/${deviceId}`,
      keys: { p256dh: "p", auth: "a" },
      since: NOW.toISOString(),
    });
    const add = (deviceId: string) =>
      contacts.settle(
        guardianId,
        ({ devices, ...others }) => ({ ...others, devices: [...devices, device(deviceId)] }),
        NOW,
      );
    await Promise.all([add("one"), add("two"), add("three")]);
    await contacts.forgetDevice(guardianId, "two", NOW);
    const { devices } = await contacts.settledBy(guardianId);
    expect(devices.map(({ deviceId }) => deviceId).sort()).toEqual(["one", "three"]);
  });
});

describe("a mobile number", () => {
  it.each([
    ["06 99 00 00 01", "+33699000001"],
    ["+33 (0)6.99.00.00.01", "+33699000001"],
    ["0033799000001", "+33799000001"],
    ["0692 00 00 01", "+262692000001"],
    ["+262 639 00 00 01", "+262639000001"],
    ["0694000001", "+594694000001"],
    ["0696-00-00-01", "+596696000001"],
    ["+590690000001", "+590690000001"],
    ["+32 470 00 00 01", "+32470000001"],
    ["02 99 00 00 01", undefined],
    ["+33 2 99 00 00 01", undefined],
    ["06 99 00 00", undefined],
    ["voir la grand-mère", undefined],
  ])("%s is written to as %s", (typed, number) => expect(mobileOf([typed])).toBe(number));

  it("is looked for after the numbers of a house", () =>
    expect(mobileOf(["02 99 00 00 01", "06 99 00 00 01"])).toBe("+33699000001"));
});
