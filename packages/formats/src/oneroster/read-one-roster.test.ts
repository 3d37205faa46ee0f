import { describe, expect, it } from "vitest";
import { context, ofKind, readAll } from "../../test/read-all.ts";
import { school } from "../../test/school.ts";
import { rosterOf } from "../sample/oneroster-files.ts";
import { delivered, writeSchoolAs } from "../sample/write-school-as.ts";
import { oneRosterBuilder } from "./build-objects.ts";
import { readOneRoster, readOneRosterFiles } from "./read-one-roster.ts";
import { type FetchOneRosterPage, type OneRosterPage, oneRosterService } from "./rest-source.ts";

const base = "https://roster.example.org/ims/oneroster/rostering/v1p2";

function collections(): Record<string, unknown[]> {
  const roster = rosterOf(school);
  const build = oneRosterBuilder(base);
  return {
    orgs: roster.schools.map(build.org),
    academicSessions: [build.session(roster.schoolYear, roster.modifiedAt)],
    classes: roster.audiences.map(build.class),
    enrollments: roster.enrollments.map(build.enrollment),
    users: roster.people.map(build.user),
    demographics: roster.people.map(build.demographics),
  };
}

/** A service that gives `size` objects a page, whatever limit it was asked for, and says where the next are. */
function service(objects: Record<string, unknown[]>, size = 100): FetchOneRosterPage & { asked: string[] } {
  const asked: string[] = [];
  const fetchPage = async (url: string): Promise<OneRosterPage> => {
    asked.push(url);
    const { pathname, searchParams } = new URL(url);
    const name = pathname.slice(pathname.lastIndexOf("/") + 1);
    const offset = Number(searchParams.get("offset"));
    const all = objects[name];
    if (all === undefined) return { status: 404, body: {} };
    const next = new URL(url);
    next.searchParams.set("offset", String(offset + size));
    const link =
      offset + size < all.length ? `<${next.href}>; rel="next", <${url}>; rel="first"` : `<${url}>; rel="first"`;
    return { status: 200, body: { [name]: all.slice(offset, offset + size) }, link };
  };
  return Object.assign(fetchPage, { asked });
}

function read(fetchPage: FetchOneRosterPage) {
  return readAll(readOneRoster(oneRosterService(base, fetchPage), context));
}

describe("a OneRoster service", () => {
  it("says the same as the CSV bundle of the same school, page by page", async () => {
    const bundle = await readAll(readOneRosterFiles(delivered(writeSchoolAs("oneroster", school)), context));
    const withoutPlace = (read: typeof bundle) => read.statements.map((one) => ({ ...one, file: "", line: 0 }));
    for (const size of [1, 2, 100]) {
      const rest = await read(service(collections(), size));
      expect([rest.problems, rest.fault]).toEqual([[], undefined]);
      expect(withoutPlace(rest)).toEqual(withoutPlace(bundle));
    }
  });

  it("without a Link header is read by offset until a page is not full", async () => {
    const users = Array.from({ length: 250 }, (_, index) => ({
      ...Object(collections().users?.[0]),
      sourcedId: `u${index}`,
    }));
    const linked = service({ ...collections(), users });
    const { statements } = await read(async (url) => ({ ...(await linked(url)), link: undefined }));
    expect(ofKind(statements, "pupil")).toHaveLength(250);
  });

  it("that sends to another address is not followed: it would get the token", async () => {
    const fetchPage = service(collections());
    const { fault } = await read(async (url) => ({
      ...(await fetchPage(url)),
      link: '<https://evil.example.org/x>; rel="next"',
    }));
    expect(fault).toMatchObject({ code: "wrong-format" });
    expect(fetchPage.asked.every((url) => url.startsWith(base))).toBe(true);
  });

  it("that keeps demographics to itself is read without birth dates", async () => {
    const { demographics: _, ...others } = collections();
    const { statements, fault } = await read(service(others));
    expect([fault, ofKind(statements, "pupil").map(({ birthDate }) => birthDate)]).toEqual([
      undefined,
      [undefined, undefined, undefined],
    ]);
  });

  it.each([
    ["refuses the token", { status: 401, body: {} }],
    ["answers a page of the web", { status: 200, body: "<html>" }],
    ["answers another list", { status: 200, body: { lists: [] } }],
  ])("that %s stops the reading, and says what to check", async (_, page) => {
    const { fault } = await read(async () => page);
    expect(fault).toMatchObject({ code: "wrong-format", message: expect.stringContaining("Vérifiez") });
  });

  it("that does not know the school is refused", async () => {
    const { fault } = await read(service({ ...collections(), orgs: [] }));
    expect(fault).toMatchObject({ code: "wrong-school" });
  });

  it("that never ends is given up", async () => {
    const link = `<${base}/orgs?offset=0>; rel="next"`;
    const { fault } = await read(async () => ({ status: 200, body: { orgs: [] }, link }));
    expect(fault).toMatchObject({ code: "too-long" });
  });
});

describe("a OneRoster service of several schools", () => {
  it("says, of one of them, its own classes and enrolments only, whether it filters or not", async () => {
    const objects = collections();
    const moved = (one: unknown) => ({ ...Object(one), sourcedId: "c-autre", school: { sourcedId: "autre" } });
    const classes = [...(objects.classes ?? []), ...(objects.classes?.slice(0, 1).map(moved) ?? [])];
    const elsewhere = objects.enrollments
      ?.slice(0, 1)
      .map((one) => ({ ...Object(one), class: { sourcedId: "c-autre" } }));
    const { statements } = await read(service({ ...objects, classes, enrollments: elsewhere ?? [] }));
    expect(ofKind(statements, "audience")).toHaveLength(3);
    expect(ofKind(statements, "pupil").map(({ classCode }) => classCode)).toEqual([undefined, undefined, undefined]);
  });
});

describe("a user of OneRoster", () => {
  const user = (more: Record<string, unknown>) => ({ ...Object(collections().users?.[0]), ...more });
  const role = (name: string, org = "ecole") => ({ roleType: "primary", role: name, org: { sourcedId: org } });

  it("that is not of the standard is told, and the others are read", async () => {
    const { statements, problems } = await read(service({ ...collections(), users: [{ sourcedId: "x" }, user({})] }));
    expect([ofKind(statements, "pupil").length, problems]).toMatchObject([
      1,
      [{ level: "refused", file: "users", line: 1 }],
    ]);
  });

  it.each([
    ["to be deleted", { status: "tobedeleted" }],
    ["of another school", { roles: [role("student", "autre")] }],
    ["of a role we do not know", { roles: [role("ext:visiteur")] }],
  ])("%s is passed over", async (_, more) => {
    const { statements } = await read(service({ ...collections(), users: [user(more)] }));
    expect(statements.filter(({ kind }) => ["pupil", "staff", "guardian"].includes(kind))).toEqual([]);
  });

  it.each([
    ["teacher", "ENS"],
    ["principal", "DIR"],
    ["aide", "ASH"],
    ["counselor", "ORI"],
    ["siteAdministrator", "ADM"],
  ])("who is a %s holds the function %s", async (name, code) => {
    const { statements } = await read(service({ ...collections(), users: [user({ roles: [role(name)] })] }));
    expect(ofKind(statements, "staff").map(({ functions }) => functions)).toEqual([[{ code }]]);
  });

  it.each([
    ["parent", 1],
    ["guardian", 1],
    ["relative", 3],
  ])("who is a %s of a pupil answers at level %i, whichever side says the link", async (name, level) => {
    const pupil = user({ sourcedId: "p", agents: [] });
    const adult = user({
      sourcedId: "a",
      roles: [role(name)],
      agents: [{ sourcedId: "p" }, { sourcedId: "elsewhere" }],
    });
    const { statements } = await read(service({ ...collections(), users: [adult, pupil] }));
    expect(ofKind(statements, "guardian").map(({ children }) => children)).toEqual([
      [{ key: "oneroster:0990001N|p", level, kinship: "90" }],
    ]);
  });

  it("keeps to the classes of the year", async () => {
    const objects = collections();
    const old = { ...Object(oneRosterBuilder(base).session(2024, "")), sourcedId: "vieille" };
    const classes = objects.classes?.map((one) => ({ ...Object(one), terms: [{ sourcedId: "vieille" }] }));
    const { statements } = await read(service({ ...objects, academicSessions: [old], classes: classes ?? [] }));
    expect(ofKind(statements, "audience")).toEqual([]);
    expect(ofKind(statements, "pupil").map(({ classCode }) => classCode)).toEqual([undefined, undefined, undefined]);
  });
});
