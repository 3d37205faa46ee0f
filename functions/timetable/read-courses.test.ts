import { type ExpCoursLesson, writeExpCours } from "@preau/formats";
import { describe, expect, it } from "vitest";
import { readCourses } from "./read-courses.ts";

const maths: ExpCoursLesson = {
  number: "1",
  subjectCode: "MATHS",
  subjectLabel: "Mathématiques",
  teachers: [],
  audiences: ["6A"],
  room: undefined,
  frequency: "H",
  alternation: undefined,
  modality: undefined,
  weekday: 1,
  start: "08:00",
  minutes: 55,
  coTaught: false,
  headcount: undefined,
};
const good = [...writeExpCours([maths, { ...maths, number: "2" }])].join("");

describe("a broken file is refused with a line and what to do", () => {
  it.each([
    ["cut in the middle", good.slice(0, -30), "coupé"],
    ["with entities of its own", good.replace("\n<TABLE", '\n<!DOCTYPE TABLE [<!ENTITY a "b">]>\n<TABLE'), "DTD"],
    ["with lost accents", good.replace("Mathématiques", "MathÃ©matiques"), "accents"],
    ["with unreadable characters", good.replace("Mathématiques", "Math\ufffdmatiques"), "accents"],
    ["that is something else", good.replaceAll("TABLE", "ELEVES"), "pas le bon fichier"],
    ["that is no XML", "Jour;Heure;Div", "encodage"],
    ["with a value of 70,000 characters", good.replace("MATHS", "M".repeat(70_000)), "64 Kio"],
  ])("%s", async (_what, xml, word) => {
    const refusal = await readCourses(xml).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "timetable-unreadable", details: { errors: [{ field: "body.xml" }] } });
    expect(JSON.stringify(refusal)).toMatch(new RegExp(`Ligne \\d+ : .*${word}`));
  });

  it("a file of another encoding, read well by its sender, is welcome", async () => {
    const xml = good.replace('encoding="UTF-8"', 'encoding="ISO-8859-15"');
    expect((await readCourses(xml)).courses[0]).toMatchObject({ subjectLabel: "Mathématiques", line: 3 });
  });
});
