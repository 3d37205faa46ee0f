import { describe, expect, it } from "vitest";
import { peopleChangedV1 } from "../../events/people-changed.v1.ts";
import { projectTeachers } from "./project-teachers.ts";

const example = peopleChangedV1.schema.parse(peopleChangedV1.example);
const [briac] = example.people;
if (briac === undefined) throw new Error("the example has a person");

const kept = async (changes: Partial<typeof briac>) => {
  const written: boolean[] = [];
  await projectTeachers(
    { ...example, people: [{ ...briac, ...changes }] },
    { store: { keepTeacher: async ({ teaches }) => written.push(teaches) > 0 } },
  );
  return written;
};

describe("people of the directory", () => {
  it("who teach are remembered", async () => expect(await kept({})).toEqual([true]));
  it("who left no longer teach", async () => expect(await kept({ present: false, roles: [] })).toEqual([false]));
  it("who became CPE no longer teach", async () => expect(await kept({ roles: ["cpe"] })).toEqual([false]));
  it("who are parents or pupils are none of its business", async () => {
    expect(await kept({ roles: ["guardian"] })).toEqual([]);
    expect(await kept({ roles: ["pupil"] })).toEqual([]);
  });
});
