import { personIdOf } from "@preau/contract/derive-id";
import { modelNumber, type SchoolModel } from "@preau/formats/sample/school-model";
import { describe, expect, it } from "vitest";
import type { ImportKind } from "../contract.ts";
import { filesAs, SCHOOL, sampleSchool } from "../test/sample-school.ts";
import { applied, deliver, EMPTY, planInMemory } from "../test/school-in-memory.ts";
import type { KeptSchool } from "./kept-school.ts";
import type { Plan } from "./plan.ts";

let clock = Date.UTC(2026, 8, 2);
const of = (kind: ImportKind, model: SchoolModel = sampleSchool(), only?: RegExp) => {
  clock += 86_400_000;
  return { kind, schoolId: SCHOOL, version: clock, files: filesAs(kind, model, only) };
};
const kindsOf = ({ lines }: Plan) => lines.map(({ change }) => change.kind);
const named = (plan: Plan, name: string) => plan.lines.find(({ change }) => change.name === name)?.change;
const personNamed = (kept: KeptSchool, given: string) => kept.people.find(({ content }) => content.givenName === given);
const imported = (...kinds: readonly ImportKind[]) =>
  kinds.reduce(async (kept, kind) => deliver(await kept, of(kind)), Promise.resolve(EMPTY));
const change = (alter: (pupils: SchoolModel["pupils"]) => SchoolModel["pupils"]): SchoolModel => {
  const model = sampleSchool();
  return { ...model, pupils: alter(model.pupils) };
};

describe("the difference between a delivery and what is kept", () => {
  it("is everything in a new school, and nothing the second time", async () => {
    const plan = await planInMemory(EMPTY, of("aaf"));
    expect(new Set(kindsOf(plan))).toEqual(new Set(["created"]));
    expect((await planInMemory(applied(EMPTY, plan, clock), of("aaf"))).lines).toEqual([]);
  });

  it("names the fields that change, with what they were", async () => {
    const moved = change((pupils) => pupils.map((one) => (one.number === 3 ? { ...one, classCode: "6B" } : one)));
    const plan = await planInMemory(await imported("aaf"), of("aaf", moved));
    expect(named(plan, "FOLEY Nina")).toMatchObject({
      kind: "changed",
      category: "pupils",
      fields: [{ field: "classe et groupes", before: "6A", after: "6B" }],
      message: "FOLEY Nina : classe et groupes.",
    });
    expect(plan.lines.map(({ change: { category } }) => category).sort()).toEqual(["audiences", "audiences", "pupils"]);
  });

  it("never erases what another source says", async () => {
    const kept = await imported("siecle", "aaf");
    const plan = await planInMemory(kept, of("siecle", sampleSchool(), /Eleves/));
    expect(plan.lines).toEqual([]);
    expect(personNamed(kept, "Léa")?.content).toMatchObject({
      sources: ["aaf", "siecle"],
      pupil: { eleveId: "41001" },
    });
  });
});

describe("somebody who may be known already", () => {
  const reborn = change((pupils) =>
    pupils.map((one) => (one.number === 3 ? { ...one, birthDate: "2013-01-01" } : one)),
  );
  const unnumbered = change((pupils) =>
    pupils.map((one) => (one.number === 3 ? { ...one, ine: undefined, number: 77 } : one)),
  );

  it("by an INE with another birth date is a question, and nothing of them is written", async () => {
    const kept = await imported("aaf");
    const plan = await planInMemory(kept, of("siecle", reborn));
    const line = plan.lines.find(({ change: one }) => one.kind === "ambiguous");
    expect(line?.write).toBeUndefined();
    expect(line?.change).toMatchObject({
      name: "FOLEY Nina",
      candidates: [{ personId: personNamed(kept, "Nina")?.id, reasons: expect.arrayContaining(["même INE"]) }],
    });
    expect(plan.waits).toContain("1 fiche ambiguë");
  });

  it("by name and birth date alone is a question too, and keeps adults' rights as they were", async () => {
    const kept = await imported("aaf");
    const plan = await planInMemory(kept, of("siecle", unnumbered));
    const line = plan.lines.find(({ change: one }) => one.kind === "ambiguous")?.change;
    expect(line?.candidates).toMatchObject([{ personId: personNamed(kept, "Nina")?.id, score: 100 }]);
    expect(personNamed(applied(kept, plan, clock), "Nina")?.content.pupil?.guardians).toHaveLength(1);
  });

  it("is who a person decides, for ever: the next delivery asks no more", async () => {
    const kept = await imported("aaf");
    const asked = await planInMemory(kept, of("siecle", unnumbered));
    const question = asked.lines.find(({ change: one }) => one.kind === "ambiguous")?.change;
    const nina = personNamed(kept, "Nina");
    if (question === undefined || nina === undefined) throw new Error("no question was asked");
    const decisions = new Map([[question.line, { use: nina.id }]]);
    const first = applied(kept, asked, clock);
    const decided = await deliver(first, { ...of("siecle", unnumbered), decisions });
    expect(decided.people).toHaveLength(kept.people.length);
    expect(decided.people.find(({ id }) => id === nina.id)?.content.sources).toEqual(["aaf", "siecle"]);
    expect((await planInMemory(decided, of("siecle", unnumbered))).lines).toEqual([]);
  });

  it("may be decided to be somebody else, or nobody for now", async () => {
    const kept = await imported("aaf");
    const asked = await planInMemory(kept, of("siecle", unnumbered));
    const line = asked.lines.find(({ change: one }) => one.kind === "ambiguous")?.change.line ?? "";
    const next = (use: "new" | "skip") =>
      deliver(kept, { ...of("siecle", unnumbered), decisions: new Map([[line, { use }]]) });
    expect((await next("new")).people).toHaveLength(kept.people.length + 1);
    expect((await next("skip")).people).toHaveLength(kept.people.length);
  });

  it("keeps the id of the year before", async () => {
    const before = await imported("siecle");
    const plan = await planInMemory(EMPTY, { ...of("aaf"), earlier: before.people });
    const lea = plan.lines.find(({ change: one }) => one.name === "MARLOW Léa")?.change;
    expect(lea?.pupilId).toBe(personNamed(before, "Léa")?.id);
  });

  it("is never another of the same delivery: twins and homonyms stay two", async () => {
    const twins = change((pupils) => [...pupils, { ...(pupils[2] ?? ([] as never)), number: 99, ine: undefined }]);
    const kept = await deliver(EMPTY, of("aaf", twins));
    expect(kept.people.filter(({ content }) => content.givenName === "Nina")).toHaveLength(2);
    const again = await planInMemory(kept, of("aaf", twins));
    expect(again.lines).toEqual([]);
  });
});

describe("those a full delivery lacks", () => {
  const without = (...gone: readonly number[]) =>
    change((pupils) => pupils.filter(({ number }) => !gone.includes(number)));

  it("are marked, leave their class, and come back as they were", async () => {
    const kept = await imported("aaf");
    const plan = await planInMemory(kept, of("aaf", without(5)));
    expect(named(plan, "D'ORVAL Maël")).toMatchObject({ kind: "left" });
    const gone = applied(kept, plan, clock);
    expect(personNamed(gone, "Maël")).toMatchObject({ missingSince: new Date(clock).toISOString() });
    const back = await planInMemory(gone, of("aaf"));
    expect(named(back, "D'ORVAL Maël")).toMatchObject({ kind: "changed", fields: [{ field: "présence" }] });
    expect(personNamed(applied(gone, back, clock), "Maël")?.missingSince).toBeUndefined();
  });

  it("are not those of categories it does not speak of", async () => {
    const kept = await imported("siecle", "sts");
    expect(kindsOf(await planInMemory(kept, of("sts")))).not.toContain("left");
    expect(kindsOf(await planInMemory(kept, of("siecle", sampleSchool(), /Eleves/)))).not.toContain("left");
  });

  it("are not those whom another source alone ever named", async () => {
    const kept = await deliver(await imported("aaf"), of("siecle"));
    const plan = await planInMemory(kept, of("siecle", without(5), /Eleves/));
    expect(kindsOf(plan)).not.toContain("left");
  });

  it("are looked at before they are marked when they are many: a delivery may be cut short", async () => {
    const many = change((pupils) => [
      ...pupils,
      ...Array.from({ length: 40 }, (_, index) => ({
        ...(pupils[2] ?? ([] as never)),
        number: 100 + index,
        givenName: `Élève ${index}`,
        ine: `0800000${String(index).padStart(2, "0")}AA`,
      })),
    ]);
    const kept = await deliver(EMPTY, of("aaf", many));
    const short = { ...many, pupils: many.pupils.slice(0, 30) };
    expect((await planInMemory(kept, of("aaf", short))).waits).toBe(
      "15 personnes sur 53 ne figurent plus dans la livraison : vérifiez qu’elle est complète.",
    );
  });
});

describe("what the rest of the school sees of it", () => {
  it("an adult who answers for nobody any more has no role, and is still known", async () => {
    const orphan = change((pupils) => pupils.map((one) => (one.number === 3 ? { ...one, guardians: [] } : one)));
    const kept = await deliver(await imported("aaf"), of("aaf", orphan));
    expect(personNamed(kept, "Alix")?.content).toMatchObject({ roles: [] });
  });

  it("a pupil whose last day has passed is on no roster", async () => {
    const left = change((pupils) => pupils.map((one) => (one.number === 3 ? { ...one, leftOn: "2026-09-01" } : one)));
    const plan = await planInMemory(EMPTY, of("siecle", left));
    const rosters = plan.lines.flatMap(({ write }) =>
      write?.record.kind === "roster" ? [JSON.stringify(write.record.content)] : [],
    );
    expect(rosters.join()).toContain("Léa");
    expect(rosters.join()).not.toContain("Nina");
    expect(named(plan, "FOLEY Nina")).toMatchObject({ kind: "created" });
  });

  it("a record that a later import wrote is left alone", async () => {
    const early = of(
      "aaf",
      change((pupils) => pupils.map((one) => ({ ...one, givenName: "Autre" }))),
    );
    const kept = await imported("aaf");
    expect((await planInMemory(kept, early)).lines).toEqual([]);
  });

  it("ids are those of the academy's directory", async () => {
    expect(personNamed(await imported("aaf"), "Léa")?.id).toBe(personIdOf("99", modelNumber.pupilJointure(1)));
  });
});
