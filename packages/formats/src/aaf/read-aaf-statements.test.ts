import { describe, expect, it } from "vitest";
import { bytesOf } from "../../test/bytes-of.ts";
import { ofKind, readAll } from "../../test/read-all.ts";
import { school } from "../../test/school.ts";
import { aafEntry, aafFile } from "../sample/aaf-files.ts";
import { delivered } from "../sample/write-school-as.ts";
import { readAafStatements } from "./read-aaf-statements.ts";
import { writeAaf } from "./write-aaf.ts";

const college = aafEntry("9001", {
  ENTStructureJointure: "9001",
  ENTStructureUAI: "0990001N",
  ENTStructureNomCourant: "CLG$ADA LOVELACE$VILLE-TEST",
  ENTServAcCodeAcademie: "99",
  l: "VILLE-TEST",
  ENTEtablissementStructRattachFctl: ["9002", "9999"],
});
const lycee = aafEntry("9002", {
  ENTStructureJointure: "9002",
  ENTStructureUAI: "0990002P",
  ENTStructureNomCourant: "LGT$ADA LOVELACE",
});
const person = { ENTPersonJointure: "1", sn: "MARLOW", givenName: "Nina" };

function read(category: "Eleve" | "PersEducNat" | "PersRelEleve", attributes: Parameters<typeof aafEntry>[1]) {
  const files = [
    aafFile(school, category, [aafEntry("1", { ...person, ...attributes })]),
    aafFile(school, "EtabEducNat", [college, lycee]),
  ];
  return readAll(readAafStatements(delivered(files), { academy: "1" }));
}

describe("an AAF delivery of several schools", () => {
  it("names the schools a school depends on by UAI, those delivered later too", async () => {
    const { statements } = await read("PersRelEleve", {});
    expect(ofKind(statements, "school")).toMatchObject([
      { name: "Collège Ada Lovelace", academy: "99", attachedTo: ["0990002P"] },
      { name: "Lycée Ada Lovelace", academy: undefined, attachedTo: [] },
    ]);
  });

  it("knows everybody by one academy, so that pupils and adults of all its schools stay linked", async () => {
    const pupil = { ENTPersonStructRattach: "9002", ENTElevePersRelEleve: "8$10$0$1$1$0" };
    const { statements } = await read("Eleve", pupil);
    expect(ofKind(statements, "pupil")).toMatchObject([
      { keys: ["jointure:99|1"], guardians: [{ key: "jointure:99|8" }] },
    ]);
    expect(ofKind((await read("PersRelEleve", {})).statements, "guardian")[0]?.keys).toEqual(["jointure:99|1"]);
  });

  it("refuses a pupil whose school is not delivered", async () => {
    const { statements, problems } = await read("Eleve", { ENTPersonStructRattach: "9003" });
    expect(ofKind(statements, "pupil")).toEqual([]);
    expect(problems).toMatchObject([{ level: "refused", attribute: "ENTPersonStructRattach" }]);
  });

  it("leaves out, with a warning, a class of another school than the pupil's", async () => {
    const { statements, problems } = await read("Eleve", {
      ENTPersonStructRattach: "9001",
      ENTEleveClasses: ["9002$2A", "9001$6A"],
    });
    expect(ofKind(statements, "pupil")).toMatchObject([{ classCode: "6A" }]);
    expect(problems).toMatchObject([{ level: "warning", message: expect.stringContaining("2A") }]);
  });

  it("tells a person once for each school where they hold a function, with what they do there only", async () => {
    const { statements } = await read("PersEducNat", {
      ENTPersonFonctions: [
        "9001$ENS$ENSEIGNEMENT$L1300$MATHS",
        "9002$DIR$DIRECTION",
        "9001$EDU$EDUCATION",
        "9003$ENS$X",
      ],
      ENTAuxEnsClasses: ["9001$6A", "9002$2A"],
      ENTAuxEnsClassesPrincipal: "9002$2A",
    });
    expect(
      ofKind(statements, "staff").map(({ schoolId, functions, teaches, headTeacherOf, disciplines }) => {
        const codes = functions.map(({ code }) => code);
        return [schoolId, codes, teaches?.map(({ code }) => code), headTeacherOf, disciplines?.length];
      }),
    ).toEqual([
      ["0990001N", ["ENS", "EDU"], ["6A"], [], 1],
      ["0990002P", ["DIR"], ["2A"], ["2A"], 0],
    ]);
  });

  it("has the birth name as family name, and the name in use apart", async () => {
    const { statements } = await read("PersRelEleve", { ENTPersonNomPatro: "LE GALL", personalTitle: "Mlle" });
    expect(ofKind(statements, "guardian")).toMatchObject([
      { familyName: "LE GALL", usualName: "MARLOW", title: "Mme" },
    ]);
  });

  it("gives mobiles first, and no consent that the file does not give", async () => {
    const { statements } = await read("PersRelEleve", { homePhone: "01", telephoneNumber: "02", mobile: "06" });
    expect(ofKind(statements, "guardian")).toMatchObject([
      { contact: { phones: ["06", "01", "02"], smsConsent: false, addressSharing: false } },
    ]);
  });

  it("holds additions only: anything else is told and left", async () => {
    const entry = { ...aafEntry("1", person), operation: "delete" as const };
    const name = "ENT_0990001N_Complet_20260902_Eleve_0000.xml";
    const { statements, problems } = await readAll(
      readAafStatements([{ name, open: () => bytesOf(writeAaf("Eleve", [entry])) }], { academy: "1" }),
    );
    expect([statements, problems]).toMatchObject([[], [{ level: "refused", attribute: "deleteRequest" }]]);
  });
});
