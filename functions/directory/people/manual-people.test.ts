import { audienceIdOf, personIdOf } from "@preau/contract/derive-id";
import { openReplies, openTable } from "@preau/store";
import { beforeAll, describe, expect, it } from "vitest";
import { freshTable } from "../../../test/support/fresh-table.ts";
import { aPerson } from "../../../test/support/people.ts";
import { caller } from "../../../test/support/request.ts";
import type { ImportId } from "../contract.ts";
import { directoryContract } from "../contract.ts";
import { openKeptStore } from "../import/kept-store.ts";
import { openImportStore } from "../import-store.ts";
import { directory } from "../manifest.ts";
import { legalChildren } from "../person.ts";
import { runImport } from "../run-import.ts";
import { type DirectoryStore, openDirectoryStore } from "../store.ts";
import { objectsInMemory } from "../test/objects-in-memory.ts";
import { COLLEGE, filesOf, piecesOf, sample } from "../test/sample-delivery.ts";

const person = (joinId: string) => personIdOf("TEST", joinId);
const [nina, ada, jo] = [person("700001"), person("800001"), person("800002")];
const head = aPerson("head", COLLEGE, "per_7k2mq4x9d0abc");
const office = aPerson("office", COLLEGE, "per_7k2mq4x9d0abd");
const schoolYear = 2026;
const files = filesOf(sample());
let ask: ReturnType<typeof caller>;
let store: DirectoryStore;
let deliverAgain: () => Promise<unknown>;

beforeAll(async () => {
  const table = openTable(await freshTable(directory));
  store = openDirectoryStore(table);
  const imports = openImportStore(table);
  const objects = objectsInMemory((file) => piecesOf(files.get(file)));
  let number = 0;
  deliverAgain = async () => {
    number += 1;
    const importId = `imp_${String(number).padStart(13, "0")}` as ImportId;
    const at = new Date().toISOString();
    const announced = [...files].map(([name, { length: bytes }]) => ({ name, bytes }));
    const claim = { accountId: "acc_operator", key: importId, fingerprint: "" };
    await imports.create(
      {
        importId,
        kind: "aaf",
        schoolYear,
        state: "queued",
        files: announced,
        autoApprove: true,
        maxLeavingPercent: 5,
        createdAt: at,
        updatedAt: at,
        errors: 0,
        warnings: 0,
        version: 1,
      },
      openReplies(table).remember(claim, { status: 201, body: {} }, new Date()),
    );
    const kept = openKeptStore(table, store);
    await runImport({ importId }, { imports, store, kept, objects, now: () => new Date() });
    return (await imports.find(importId))?.counts;
  };
  await deliverAgain();
  ask = caller((await import("../manual-people.lambda.ts")).handler, directoryContract);
});

const params = { schoolId: COLLEGE };
const find = async (id: string) =>
  (await store.find("person", { schoolId: COLLEGE as never, schoolYear, id }))?.content;
const rosterOf = async (code: string) =>
  (await store.find("roster", { schoolId: COLLEGE as never, schoolYear, id: audienceIdOf(COLLEGE, code) }))?.content;

describe("somebody the academy does not know", () => {
  it("joins the staff, and is still there after the next delivery", async () => {
    const body = { kind: "staff", familyName: "ROUX", givenName: "Lou", role: "supervisor" };
    const answer = await ask("createPerson", office, { params, body });
    expect(answer).toMatchObject({ status: 201, body: { schoolId: COLLEGE } });
    expect(await deliverAgain()).toMatchObject({ staff: { missing: 0, changed: 0 } });
    expect(await find(answer.body.personId)).toMatchObject({
      givenName: "Lou",
      roles: ["supervisor"],
      sources: ["manual"],
    });
  });

  it("is made a head by a head alone", async () => {
    const body = { kind: "staff", familyName: "ROUX", givenName: "Lou", role: "head" };
    expect(await ask("createPerson", office, { params, body })).toMatchObject({ status: 403 });
    expect(await ask("createPerson", head, { params, body })).toMatchObject({ status: 201 });
  });

  it("joins a class, and its roll-call sheet", async () => {
    const body = { kind: "pupil", familyName: "ZHOU", givenName: "Éden", classCode: "6B" };
    const { body: made } = await ask("createPerson", office, { params, body });
    expect((await rosterOf("6B"))?.pupils.map(({ pupilId }) => pupilId)).toContain(made.pupilId);
    await deliverAgain();
    expect((await rosterOf("6B"))?.pupils.map(({ pupilId }) => pupilId)).toContain(made.pupilId);
  });

  it("answers for a pupil, with the rights of a legal representative", async () => {
    const body = { kind: "guardian", familyName: "DIALLO", givenName: "Max", pupilId: nina, level: 1, kinship: "50" };
    const { body: made } = await ask("createPerson", office, { params, body });
    await deliverAgain();
    const tutor = await find(made.personId);
    expect(tutor?.roles).toEqual(["guardian"]);
    expect(tutor && legalChildren(tutor)).toEqual([nina]);
    expect((await rosterOf("6A"))?.pupils[0]?.guardianIds).toContain(made.personId);
  });
});

describe("a correction of the school", () => {
  it("wins over the delivery until it is taken back", async () => {
    const path = { ...params, personId: ada };
    await ask("changePerson", office, { params: path, body: { phones: ["+33 6 99 00 00 77"] } });
    await deliverAgain();
    expect((await find(ada))?.contact.phones).toEqual(["+33 6 99 00 00 77"]);
    await ask("changePerson", office, { params: path, body: { phones: null } });
    expect((await find(ada))?.contact.phones).toEqual(["+33 6 99 00 00 01"]);
  });

  it("moves a pupil to another class, off the sheet of the first", async () => {
    const path = { ...params, personId: nina };
    await ask("changePerson", head, { params: path, body: { classCode: "6B" } });
    expect((await rosterOf("6A"))?.pupils).toEqual([]);
    expect((await rosterOf("6B"))?.pupils.map(({ pupilId }) => pupilId)).toContain(nina);
    await ask("changePerson", head, { params: path, body: { classCode: null } });
    expect((await rosterOf("6A"))?.pupils.map(({ pupilId }) => pupilId)).toEqual([nina]);
  });

  it("of somebody of nowhere finds nobody", async () => {
    const path = { ...params, personId: "per_0000000000000" };
    expect(await ask("changePerson", head, { params: path, body: { mail: null } })).toMatchObject({ status: 404 });
  });
});

describe("an adult whose rights a court took away", () => {
  const path = { schoolId: COLLEGE, pupilId: nina, personId: ada };

  it("has no child, no role and no notice, whatever the next delivery says, and stays known to school life", async () => {
    await ask("setGuardian", head, { params: path, body: { access: "none" } });
    await deliverAgain();
    const mother = await find(ada);
    expect([mother?.roles, mother && legalChildren(mother)]).toEqual([[], []]);
    expect((await find(nina))?.pupil?.guardians.find(({ personId }) => personId === ada)).toMatchObject({
      level: 1,
      access: "none",
    });
    expect((await rosterOf("6A"))?.pupils[0]?.guardianIds).not.toContain(ada);
    expect((await find(jo))?.roles).toEqual(["guardian"]);
  });

  it("has them back when the decision ends", async () => {
    await ask("setGuardian", head, { params: path, body: { access: "full" } });
    const mother = await find(ada);
    expect([mother?.roles, mother && legalChildren(mother)]).toEqual([["guardian"], [nina]]);
  });

  it("is not linked to a pupil by half a word", async () => {
    const other = { ...path, personId: person("600001") };
    expect(await ask("setGuardian", head, { params: other, body: { access: "none" } })).toMatchObject({ status: 400 });
  });
});
