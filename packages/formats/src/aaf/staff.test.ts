import { describe, expect, it } from "vitest";
import { entry } from "../../test/entry.ts";
import { functionProfile } from "./function-profiles.ts";
import { mapStaff } from "./staff.ts";

const required = { ENTPersonJointure: "600001", sn: "BRIAC", givenName: "Solène" };

function map(attributes: Readonly<Record<string, string | readonly string[]>>) {
  return mapStaff(entry("PersEducNat", { ...required, ...attributes }));
}

describe("a member of staff of the AAF", () => {
  it("may have several functions, in several schools", () => {
    const { value, problems } = map({
      ENTPersonFonctions: [
        "9001$ENS$ENSEIGNEMENT$L1300$MATHEMATIQUES",
        "9002$DIR$DIRECTION$D0011$ADJOINT",
        "9001$DOC$$$",
      ],
    });
    expect(problems).toEqual([]);
    expect(value?.functions).toEqual([
      { structure: "9001", code: "ENS", label: "ENSEIGNEMENT", disciplineCode: "L1300", discipline: "MATHEMATIQUES" },
      { structure: "9002", code: "DIR", label: "DIRECTION", disciplineCode: "D0011", discipline: "ADJOINT" },
      { structure: "9001", code: "DOC", label: undefined, disciplineCode: undefined, discipline: undefined },
    ]);
  });

  it("without function is kept, with a warning that no access follows", () => {
    const { value, problems } = map({});
    expect(value?.functions).toEqual([]);
    expect(problems).toMatchObject([{ level: "warning", code: "missing", attribute: "ENTPersonFonctions" }]);
  });

  it("has each class once with all its subjects, wherever the file names it", () => {
    const { value } = map({
      ENTPersonFonctions: "9001$ENS",
      ENTAuxEnsClasses: ["9001$6A", "9001$6B"],
      ENTAuxEnsClassesMatieres: [
        "9001$6A$061300",
        "9001$6A$062300",
        "9001$6A$061300",
        "9001$6C$061300",
        "9002$6A$061300",
      ],
      ENTAuxEnsGroupesMatieres: "9001$6GLAT$020100",
      ENTAuxEnsClassesPrincipal: "9001$6B",
    });
    expect(value).toMatchObject({
      classes: [
        { structure: "9001", code: "6A", subjects: ["061300", "062300"] },
        { structure: "9001", code: "6B", subjects: [] },
        { structure: "9001", code: "6C", subjects: ["061300"] },
        { structure: "9002", code: "6A", subjects: ["061300"] },
      ],
      groups: [{ structure: "9001", code: "6GLAT", subjects: ["020100"] }],
      headTeacherOf: [{ structure: "9001", code: "6B" }],
    });
  });

  it("keeps its identifier of STS, which the LSU needs", () => {
    expect(
      map({ ENTPersonFonctions: "9001$ENS", ENTPersonSTSId: "50001", PersEducNatPresenceDevantEleves: "O" }).value,
    ).toMatchObject({
      stsId: "50001",
      beforePupils: true,
    });
  });
});

describe("the role that a function gives", () => {
  it.each([
    ["ENS", "teacher", "National_ens"],
    ["DOC", "librarian", "National_doc"],
    ["DIR", "head", "National_dir"],
    ["EDU", "cpe", "National_evs"],
    ["AED", "supervisor", "National_evs"],
    ["SUR", "supervisor", "National_evs"],
    ["ADM", "office", "National_eta"],
    ["constructor", "office", "National_eta"],
  ])("%s is %s, with the national profile %s", (code, role, profile) => {
    expect(functionProfile(code)).toEqual({ role, profile });
  });
});
