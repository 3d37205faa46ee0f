import { personIdOf } from "@preau/contract/derive-id";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { aClass, COLLEGE, MONDAY } from "../../test/support/a-class.ts";
import { freshTable } from "../../test/support/fresh-table.ts";
import { aPerson } from "../../test/support/people.ts";
import { caller } from "../../test/support/request.ts";
import { disciplineContract } from "./contract.ts";
import { erasePerson } from "./erase-person.ts";
import { openErasureStore } from "./erasure-store.ts";
import { forgetNames } from "./journal/forget-names.ts";
import { discipline } from "./manifest.ts";
import { disciplineEvents } from "./publish-discipline.ts";
import { keepRoster } from "./school/keep-roster.ts";
import { keepSectors, keepTaught } from "./school/keep-shares.ts";

const staff = (role: Parameters<typeof aPerson>[0], name: string) => aPerson(role, COLLEGE, personIdOf("TEST", name));
const teacher = staff("teacher", "teacher");
const colleague = staff("teacher", "colleague");
const cpe = staff("cpe", "cpe");
const otherCpe = staff("cpe", "other cpe");
const head = staff("head", "head");
const deputy = staff("office", "deputy");
const supervisor = staff("supervisor", "supervisor");
const sixthA = aClass("6A", 6);
const sixthB = aClass("6B", 2);
const [nina, zoe, ilyes, theo, lea, max] = sixthA.pupils;
if (!nina || !zoe || !ilyes || !theo || !lea || !max) throw new Error("the class has pupils");
type Pupil = typeof nina;
const motherOf = (pupil: Pupil) => aPerson("guardian", COLLEGE, pupil.guardianIds[0] ?? "", [pupil.pupilId]);

let ask: (
  operation: string,
  ...rest: Parameters<ReturnType<typeof caller>> extends [string, ...infer R] ? R : never
) => ReturnType<ReturnType<typeof caller>>;
let deps: Awaited<ReturnType<typeof import("./deps.ts")["makeDeps"]>>;
let store: typeof import("@preau/store");
let erasures: ReturnType<typeof openErasureStore>;

const clockAt = (instant: string) => {
  process.env.PREAU_CLOCK_OFFSET_MS = String(Date.parse(instant) - Date.now());
};
/** The clock is read once, as a function starts: a new day is a new start. */
const startOn = async (instant: string) => {
  clockAt(instant);
  vi.resetModules();
  const [api, figures] = await Promise.all([import("./api.lambda.ts"), import("./figures.lambda.ts")]);
  const { makeDeps } = await import("./deps.ts");
  store = await import("@preau/store");
  const [first, second] = [caller(api.handler, disciplineContract), caller(figures.handler, disciplineContract)];
  ask = (operation, ...rest) => (/Figures|Register/.test(operation) ? second : first)(operation, ...rest);
  deps = makeDeps();
};

beforeAll(async () => {
  const name = await freshTable(discipline);
  await startOn(`${MONDAY}T07:30:00Z`);
  erasures = openErasureStore(store.openTable(name));
  await keepRoster(sixthA, deps);
  await keepRoster(sixthB, deps);
});

const school = { schoolId: COLLEGE };
const of = (pupil: Pupil) => ({ ...school, pupilId: pupil.pupilId });
const slot = { day: "2026-11-25", start: "14:00", end: "16:00", place: "Permanence 2" };
const give = (pupil: Pupil, by = teacher, body: object = {}) =>
  ask("givePunishment", by, {
    params: of(pupil),
    body: { punishmentId: "detention", reason: "Bavardages", detention: slot, ...body },
  });
const move = (pupil: Pupil, measureId: string, by: typeof teacher, body: object) =>
  ask("moveMeasure", by, { params: { ...of(pupil), measureId }, body });
const file = (pupil: Pupil, by: typeof teacher) => ask("readPupilMeasures", by, { params: of(pupil) });
const open = (pupil: Pupil, by = head) =>
  ask("seekSanction", by, {
    params: of(pupil),
    body: { reason: "Violence", procedure: { facts: "Coups portés à un élève.", answerBy: "2026-11-25" } },
  });

describe("a punishment", () => {
  it("is given by a teacher, read by the family at once, and expected in the study room", async () => {
    const given = await give(nina);
    expect(given.body).toMatchObject({
      state: "to-do",
      label: "Retenue",
      className: "6A",
      version: 1,
      erasedOn: "2027-08-01",
    });
    const read = await file(nina, motherOf(nina));
    expect(read.body.measures).toMatchObject([{ measureId: given.body.measureId, detention: slot }]);
    const sheet = await ask("readDetentions", supervisor, { params: school, query: { day: slot.day } });
    expect(sheet.body.items).toMatchObject([{ pupilId: nina.pupilId, start: "14:00", place: "Permanence 2" }]);
  });

  it("is hidden from other families, other pupils and teachers who did not give it", async () => {
    expect((await file(nina, motherOf(zoe))).status).toBe(404);
    expect((await file(nina, aPerson("pupil", COLLEGE, zoe.pupilId))).status).toBe(404);
    expect((await file(nina, colleague)).status).toBe(404);
    expect((await file(nina, teacher)).status).toBe(200);
  });

  it("does not meet another detention of the same pupil, and may follow it", async () => {
    expect((await give(nina, cpe, { detention: { ...slot, start: "15:00", end: "17:00" } })).body.code).toBe(
      "slot-taken",
    );
    expect((await give(nina, cpe, { detention: { ...slot, start: "16:00", end: "17:00" } })).status).toBe(201);
  });

  it.each([
    ["a Sunday", { detention: { ...slot, day: "2026-11-29" } }, "body.detention.day"],
    ["a day gone by", { detention: { ...slot, day: "2026-11-20" } }, "body.detention.day"],
    ["no slot", { detention: undefined }, "body.detention"],
    [
      "homework without a day",
      { punishmentId: "extra-work", detention: undefined, work: "Dix exercices" },
      "body.dueOn",
    ],
  ])("is refused on %s", async (_, body, field) => {
    const { status, body: refusal } = await give(zoe, teacher, body);
    expect(status).toBe(400);
    expect(refusal.errors).toMatchObject([{ field }]);
  });

  it("is postponed with its history, and leaves the former list", async () => {
    const { measureId } = (await give(zoe)).body;
    const later = { ...slot, day: "2026-12-02" };
    await move(zoe, measureId, supervisor, { step: "not-done", version: 1, comment: "Absente" });
    const postponed = await move(zoe, measureId, teacher, {
      step: "postpone",
      version: 2,
      reason: "Malade",
      detention: later,
    });
    expect(postponed.body).toMatchObject({ state: "to-do", detention: later, version: 3 });
    const lists = await Promise.all(
      [slot.day, later.day].map((day) => ask("readDetentions", cpe, { params: school, query: { day } })),
    );
    expect(lists.map(({ body }) => body.items.filter((one: Pupil) => one.pupilId === zoe.pupilId).length)).toEqual([
      0, 1,
    ]);
    const { body } = await ask("readMeasure", motherOf(zoe), { params: { ...of(zoe), measureId } });
    expect(body.history).toMatchObject([
      { step: "give" },
      { step: "not-done", comment: "Absente" },
      { step: "postpone", comment: "Malade" },
    ]);
  });

  it("takes one step at a time: of two who come first together, the second reads what the first did", async () => {
    const { measureId } = (await give(zoe, teacher, { detention: { ...slot, day: "2026-12-09" } })).body;
    const both = await Promise.all([
      move(zoe, measureId, teacher, { step: "done", version: 1 }),
      move(zoe, measureId, cpe, { step: "not-done", version: 1 }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const lost = both.find(({ status }) => status === 409);
    expect(lost?.body).toMatchObject({ code: "version-conflict", current: { version: 2 } });
  });

  it("belongs to whoever gave it and to school life", async () => {
    const { measureId } = (await give(ilyes, cpe)).body;
    expect((await move(ilyes, measureId, teacher, { step: "done", version: 1 })).status).toBe(404);
    expect((await move(ilyes, measureId, motherOf(ilyes), { step: "done", version: 1 })).status).toBe(403);
    expect((await move(ilyes, measureId, supervisor, { step: "cancel", version: 1, reason: "Erreur" })).status).toBe(
      403,
    );
    expect(
      (await move(ilyes, measureId, cpe, { step: "open", version: 1, facts: "Faits", answerBy: "2026-11-25" })).status,
    ).toBe(403);
    expect((await move(ilyes, measureId, cpe, { step: "cancel", version: 1, reason: "Erreur" })).body.state).toBe(
      "cancelled",
    );
  });

  it("costs one transaction", async () => {
    store.resetCapacity();
    await give(max);
    const { rru, wru } = store.readCapacity();
    expect(wru).toBeLessThanOrEqual(10);
    expect(rru).toBeLessThanOrEqual(2.5);
  });
});

describe("a sanction", () => {
  it("asked for by a teacher is no business of the family until the head opens the procedure", async () => {
    const asked = await ask("seekSanction", teacher, { params: of(theo), body: { reason: "Insultes" } });
    expect(asked.body.state).toBe("requested");
    expect((await file(theo, motherOf(theo))).body.measures).toEqual([]);
    expect(
      (await ask("readMeasure", motherOf(theo), { params: { ...of(theo), measureId: asked.body.measureId } })).status,
    ).toBe(404);
    const opening = { step: "open", version: 1, facts: "Insultes envers un professeur.", answerBy: "2026-11-25" };
    expect((await move(theo, asked.body.measureId, cpe, opening)).status).toBe(403);
    expect(
      (await move(theo, asked.body.measureId, head, { ...opening, answerBy: "2026-11-24" })).body.errors,
    ).toMatchObject([{ field: "body.answerBy" }]);
    expect((await move(theo, asked.body.measureId, head, opening)).body.state).toBe("opened");
    const told = await ask("readMeasure", motherOf(theo), { params: { ...of(theo), measureId: asked.body.measureId } });
    expect(told.body.procedure).toMatchObject({ facts: "Insultes envers un professeur.", answerBy: "2026-11-25" });
    expect(told.body.history.map(({ step }: { step: string }) => step)).toEqual(["open"]);
  });

  it("is pronounced only once the time to answer is over, with the answers before it", async () => {
    const { measureId } = (await open(lea)).body;
    const warning = { step: "pronounce", version: 1, kind: "warning", motivation: "Faits établis." };
    expect((await move(lea, measureId, head, warning)).body.code).toBe("time-to-answer");
    const answered = await move(lea, measureId, motherOf(lea), {
      step: "observe",
      version: 1,
      text: "Elle a été provoquée.",
    });
    expect(answered.body.procedure.observations).toMatchObject([{ by: "family", text: "Elle a été provoquée." }]);
    await startOn("2026-11-25T20:00:00Z");
    expect((await move(lea, measureId, head, { ...warning, version: 2 })).body.code).toBe("time-to-answer");
    await startOn("2026-11-26T08:00:00Z");
    const pronounced = await move(lea, measureId, head, { ...warning, version: 2 });
    expect(pronounced.body).toMatchObject({ state: "pronounced", label: "Avertissement", erasedOn: "2027-08-01" });
    expect(
      (await move(lea, measureId, motherOf(lea), { step: "observe", version: 3, text: "Trop tard." })).body.code,
    ).toBe("illegal-step");
  });

  it("is signed for the head by whoever it lets, for the sanctions and the days it says, and by nobody else", async () => {
    const deputyId = deputy.memberships[0]?.personId;
    const delegation = {
      personId: deputyId,
      acts: ["open", "pronounce"],
      kinds: ["warning"],
      from: "2026-11-26",
      to: "2026-11-30",
    };
    expect((await open(ilyes, deputy)).status).toBe(403);
    const set = await ask("setSignatureDelegations", head, {
      params: school,
      body: { version: 0, delegations: [delegation] },
    });
    expect(set.status).toBe(200);
    const { measureId } = (
      await ask("seekSanction", deputy, {
        params: of(ilyes),
        body: { reason: "Insultes", procedure: { facts: "Insultes.", answerBy: "2026-11-28" } },
      })
    ).body;
    await startOn("2026-11-30T08:00:00Z");
    const decision = { step: "pronounce", version: 1, motivation: "Faits établis." };
    expect((await move(ilyes, measureId, deputy, { ...decision, kind: "reprimand" })).status).toBe(403);
    expect((await move(ilyes, measureId, deputy, { ...decision, kind: "warning" })).status).toBe(200);
    expect((await file(lea, deputy)).status).toBe(200);
    await startOn("2026-12-01T08:00:00Z");
    expect((await file(lea, deputy)).status).toBe(404);
  });

  it("that hangs is carried out when it is revoked, and nobody but the head annuls it", async () => {
    const { measureId } = (
      await ask("seekSanction", head, {
        params: of(max),
        body: { reason: "Dégradations", procedure: { facts: "Vitre brisée.", answerBy: "2026-12-03" } },
      })
    ).body;
    await startOn("2026-12-04T08:00:00Z");
    const hanging = {
      step: "pronounce",
      version: 1,
      kind: "school-suspension",
      motivation: "Faits établis.",
      days: 3,
      suspendedUntil: "2027-07-31",
    };
    expect((await move(max, measureId, head, hanging)).body).toMatchObject({
      state: "suspended",
      erasedOn: "2029-08-01",
    });
    expect(
      (await move(max, measureId, cpe, { step: "revoke", version: 2, reason: "Récidive", from: "2026-12-07" })).status,
    ).toBe(403);
    const revoked = await move(max, measureId, head, {
      step: "revoke",
      version: 2,
      reason: "Récidive",
      from: "2026-12-07",
    });
    expect(revoked.body).toMatchObject({ state: "pronounced", decision: { from: "2026-12-07", days: 3 } });
    expect((await move(max, measureId, cpe, { step: "done", version: 3 })).body.state).toBe("served");
  });

  it("is on no file any more on the day the law says, whatever the store has not deleted yet", async () => {
    const seen = async (pupil: Pupil, by = cpe) =>
      (await file(pupil, by)).body?.measures?.map((one: { label: string }) => one.label);
    expect(await seen(lea)).toEqual(["Avertissement"]);
    expect(await seen(max)).toEqual(["Exclusion temporaire de l’établissement", "Retenue"]);
    await startOn("2027-08-01T08:00:00Z");
    for (const one of [sixthA, sixthB]) await keepRoster({ ...one, schoolYear: 2027 }, deps);
    expect(await seen(lea)).toEqual([]);
    expect(await seen(max)).toEqual(["Exclusion temporaire de l’établissement"]);
    expect(await seen(max, motherOf(max))).toEqual(["Exclusion temporaire de l’établissement"]);
    await startOn("2029-08-01T08:00:00Z");
    for (const one of [sixthA, sixthB]) await keepRoster({ ...one, schoolYear: 2029 }, deps);
    expect(await seen(max)).toEqual([]);
    await startOn("2026-12-04T10:00:00Z");
  });

  it("is erased sooner for a pupil who changes school, by the head alone, and is counted without a name", async () => {
    const { measureId } = (
      await ask("seekSanction", head, {
        params: of(zoe),
        body: { reason: "Insultes", procedure: { facts: "Insultes.", answerBy: "2026-12-08" } },
      })
    ).body;
    const params = { ...of(zoe), measureId };
    expect((await ask("eraseSanction", head, { params, query: { version: "1" } })).body.code).toBe("illegal-step");
    await startOn("2026-12-09T08:00:00Z");
    await move(zoe, measureId, head, {
      step: "pronounce",
      version: 1,
      kind: "reprimand",
      motivation: "Faits établis.",
    });
    const kept = await deps.files.find(COLLEGE, zoe.pupilId, measureId);
    expect((await ask("eraseSanction", cpe, { params, query: { version: "2" } })).status).toBe(403);
    expect((await ask("eraseSanction", head, { params, query: { version: "2" } })).body.erased).toBe(true);
    await forgetNames([{ entity: "measure", before: { kept }, after: undefined }], deps);
    const listed = await ask("listMeasures", head, { params: school, query: { from: "2026-11-01", limit: "100" } });
    expect(listed.body.items.map((one: { measureId: string }) => one.measureId)).not.toContain(measureId);
    const figures = await ask("readDisciplineFigures", head, { params: school });
    expect(figures.body.sanctions.byLabel).toContainEqual({ label: "Blâme", count: 1 });
    const register = await ask("exportSanctionsRegister", head, { params: school });
    expect(register.text).toContain("Blâme");
    for (const { familyName } of sixthA.pupils) expect(register.text).not.toContain(familyName);
  });
});

describe("an incident", () => {
  const report = (by = supervisor, body: object = {}) =>
    ask("reportIncident", by, {
      params: school,
      body: {
        day: MONDAY,
        typeId: "violence-physical",
        placeId: "yard",
        gravity: 3,
        description: "Bousculade.",
        protagonists: [
          { role: "author", pupilId: nina.pupilId },
          { role: "victim", name: "Un visiteur" },
        ],
        partnerIds: ["police"],
        ...body,
      },
    });

  it("is reported in the words of the school, followed by a measure, and dealt with", async () => {
    const { body: incident } = await report();
    expect(incident).toMatchObject({
      type: "Violence physique",
      place: "Cour",
      gravity: { label: "Grave" },
      state: "to-process",
    });
    const { incidentId } = incident;
    const params = { ...school, incidentId };
    const later = { ...slot, day: "2026-12-16" };
    expect((await give(nina, cpe, { incidentId, detention: later })).status).toBe(201);
    const step = (by: typeof cpe, body: object) => ask("moveIncident", by, { params, body });
    expect((await step(supervisor, { step: "process", version: 1 })).status).toBe(403);
    expect(
      (await step(supervisor, { step: "amend", version: 1, reason: "Lieu", placeId: "corridor" })).body.place,
    ).toBe("Couloir");
    expect(
      (await step(cpe, { step: "warn", version: 2, partnerId: "police", on: MONDAY })).body.partners,
    ).toMatchObject([{ warnedOn: MONDAY }]);
    expect((await step(cpe, { step: "warn", version: 3, partnerId: "town-hall", on: MONDAY })).status).toBe(400);
    expect((await step(cpe, { step: "process", version: 3 })).body.state).toBe("processed");
    expect((await step(cpe, { step: "amend", version: 4, reason: "Lieu", placeId: "yard" })).body.code).toBe(
      "incident-processed",
    );
    const read = await ask("readIncident", head, { params });
    expect(read.body.measures).toMatchObject([{ pupilId: nina.pupilId, label: "Retenue" }]);
    expect(read.body.history.map((one: { step: string }) => one.step)).toEqual(["report", "amend", "warn", "process"]);
    expect((await file(nina, cpe)).body.incidents).toMatchObject([{ incidentId, role: "author" }]);
    expect((await file(nina, motherOf(nina))).body.incidents).toEqual([]);
  });

  it("does not exist for a teacher who did not report it", async () => {
    const { incidentId } = (await report(teacher)).body;
    const params = { ...school, incidentId };
    expect((await ask("readIncident", teacher, { params })).status).toBe(200);
    expect((await ask("readIncident", colleague, { params })).status).toBe(404);
    expect((await ask("moveIncident", colleague, { params, body: { step: "process", version: 1 } })).status).toBe(404);
    expect((await ask("listIncidents", colleague, { params: school })).body.items).toEqual([]);
    expect((await ask("listIncidents", teacher, { params: school })).body.items).toHaveLength(1);
  });

  it("names pupils of the school and places of its list, or nothing", async () => {
    const stranger = { role: "author", pupilId: personIdOf("TEST", "stranger") };
    const { body } = await report(cpe, { placeId: "moon", protagonists: [stranger] });
    expect(body.errors.map(({ field }: { field: string }) => field)).toEqual([
      "body.placeId",
      "body.protagonists.0.pupilId",
    ]);
  });
});

describe("who sees what", () => {
  it("each CPE their own pupils, once the school is shared", async () => {
    const sectors = [
      { personId: cpe.memberships[0]?.personId as never, audienceIds: [sixthA.audience.id], pupilIds: [] },
      { personId: otherCpe.memberships[0]?.personId as never, audienceIds: [sixthB.audience.id], pupilIds: [] },
    ];
    await keepSectors(
      { ...school, schoolId: COLLEGE as never, schoolYear: 2026, version: 1, everybodySeesAll: false, sectors },
      deps,
    );
    expect((await file(nina, cpe)).status).toBe(200);
    expect((await file(nina, otherCpe)).status).toBe(404);
    expect((await ask("listMeasures", otherCpe, { params: school, query: { from: "2026-11-01" } })).body.items).toEqual(
      [],
    );
    expect((await ask("readDetentions", otherCpe, { params: school, query: { day: slot.day } })).body.items).toEqual(
      [],
    );
    await keepSectors(
      { ...school, schoolId: COLLEGE as never, schoolYear: 2026, version: 2, everybodySeesAll: true, sectors: [] },
      deps,
    );
  });

  it("teachers those whom they teach, and families what is told from then on, as the school sets", async () => {
    const { body: settings } = await ask("readDisciplineSettings", head, { params: school });
    const { schoolId: _schoolId, setAt: _setAt, ...lists } = settings;
    const chosen = { ...lists, teachersSee: "taught", familiesSeePunishments: false };
    expect((await ask("setDisciplineSettings", head, { params: school, body: chosen })).body.version).toBe(1);
    expect((await file(nina, colleague)).status).toBe(404);
    const view = { kind: "teacher" as const, id: personIdOf("TEST", "colleague") };
    const days = [{ weekday: 1, version: 1, slots: [{ audiences: [sixthA.audience] }] as never }];
    await keepTaught({ schoolId: COLLEGE as never, schoolYear: 2026, view, classes: [], days }, deps);
    expect((await file(nina, colleague)).body.measures.length).toBeGreaterThan(0);
    const before = (await file(lea, motherOf(lea))).body.measures.length;
    await give(lea, cpe, { detention: { ...slot, day: "2026-12-16" } });
    expect((await file(lea, motherOf(lea))).body.measures).toHaveLength(before);
    expect((await file(lea, cpe)).body.measures).toHaveLength(before + 1);
    expect((await ask("setDisciplineSettings", cpe, { params: school, body: chosen })).body.code).toBe(
      "version-conflict",
    );
  });
});

describe("the journal", () => {
  it("turns its pages without losing or repeating a line, whatever their length", async () => {
    const pages = async (limit: number): Promise<readonly string[]> => {
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const query = { from: "2026-11-01", limit: String(limit), ...(cursor && { cursor }) };
        const { body } = await ask("listMeasures", head, { params: school, query });
        found.push(...body.items.map(({ day, measureId }: Record<string, string>) => `${day} ${measureId}`));
        cursor = body.cursor;
      } while (cursor !== undefined);
      return found;
    };
    const whole = await pages(100);
    expect(whole.length).toBeGreaterThan(8);
    expect(whole).toEqual(whole.toSorted().toReversed());
    for (const limit of [1, 2, 3, 5]) expect(await pages(limit)).toEqual(whole);
  });

  it("is read in few units", async () => {
    store.resetCapacity();
    await ask("listMeasures", head, { params: school, query: { from: "2026-11-01" } });
    expect(store.readCapacity()).toMatchObject({ roundTrips: 2 });
    expect(store.readCapacity().rru).toBeLessThanOrEqual(4);
    store.resetCapacity();
    await file(nina, cpe);
    expect(store.readCapacity().rru).toBeGreaterThan(0);
    expect(store.readCapacity().rru).toBeLessThanOrEqual(6);
  });
});

describe("what others hear", () => {
  const heard = (pupil: Pupil, measureId: string) =>
    deps.files.find(COLLEGE, pupil.pupilId, measureId).then((kept) => {
      if (kept === undefined) throw new Error("the measure is there");
      const events = disciplineEvents(() => kept)([{ entity: "measure", before: undefined, after: {} }]);
      return events.map(({ event, payload }) => ({ name: event.name, payload: event.schema.parse(payload) }));
    });

  it("is every slot of a detention, of which one at most is planned", async () => {
    const { measureId } = (await give(theo, cpe, { detention: { ...slot, day: "2026-12-16" } })).body;
    await move(theo, measureId, cpe, {
      step: "postpone",
      version: 1,
      reason: "Sortie",
      detention: { ...slot, day: "2027-01-06" },
    });
    const [detention] = await heard(theo, measureId);
    expect(detention).toMatchObject({
      name: "detention-changed.v1",
      payload: {
        version: 2,
        familySees: false,
        slots: [
          { day: "2026-12-16", status: "cancelled" },
          { day: "2027-01-06", status: "planned" },
        ],
      },
    });
    await move(theo, measureId, cpe, { step: "cancel", version: 2, reason: "Erreur" });
    const [cancelled] = await heard(theo, measureId);
    expect(cancelled).toMatchObject({ payload: { slots: [{ status: "cancelled" }, { status: "cancelled" }] } });
  });

  it("is what a family is told, and nothing it does not see", async () => {
    const hidden = (await give(theo, cpe, { punishmentId: "observation", detention: undefined })).body;
    expect(await heard(theo, hidden.measureId)).toEqual([]);
    const asked = (await ask("seekSanction", teacher, { params: of(theo), body: { reason: "Insultes" } })).body;
    expect(await heard(theo, asked.measureId)).toEqual([]);
    await move(theo, asked.measureId, head, { step: "open", version: 1, facts: "Insultes.", answerBy: "2026-12-31" });
    expect(await heard(theo, asked.measureId)).toMatchObject([
      { name: "measure-announced.v1", payload: { what: "procedure-opened" } },
    ]);
  });
});

describe("a pupil who is erased", () => {
  it("leaves no name behind, and no one else loses anything", async () => {
    const erased = {
      schoolId: COLLEGE as never,
      schoolYear: 2026,
      personId: nina.pupilId,
      version: 9,
      erasedAt: "2027-02-28T02:30:00.000Z",
    };
    const ids = ((await file(nina, cpe)).body.incidents as readonly { incidentId: string }[]).map(
      ({ incidentId }) => incidentId,
    );
    await erasePerson({ ...erased, audienceIds: [], relatedIds: [] }, { erasures });
    await erasePerson({ ...erased, audienceIds: [], relatedIds: [] }, { erasures });
    expect((await file(nina, cpe)).status).toBe(404);
    const [incidentId = ""] = ids;
    const { text } = await ask("readIncident", head, { params: { ...school, incidentId } });
    expect(text).toContain("Élève effacé");
    expect(text).not.toContain(nina.familyName);
    expect((await file(zoe, cpe)).status).toBe(200);
  });

  it("who came back since is left alone", async () => {
    const back = {
      schoolId: COLLEGE as never,
      schoolYear: 2026,
      personId: zoe.pupilId,
      version: 0,
      erasedAt: "2027-02-28T02:30:00.000Z",
    };
    await erasePerson({ ...back, audienceIds: [], relatedIds: [] }, { erasures });
    expect((await file(zoe, cpe)).status).toBe(200);
  });
});
