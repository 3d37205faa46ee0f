import { describe, expect, it } from "vitest";
import { entry } from "../../test/entry.ts";
import { mapGuardian } from "./guardian.ts";

const required = { ENTPersonJointure: "800001", sn: "MARLOW", givenName: "Irène" };

describe("an adult of the AAF", () => {
  it("has telephone numbers, an address and children", () => {
    const { value, problems } = mapGuardian(
      entry("PersRelEleve", {
        ...required,
        homePhone: "+33 1 99 00 00 01",
        telephoneNumber: "+33 1 99 00 00 02",
        mobile: ["+33 6 99 00 00 01", "+33 6 99 00 00 02"],
        mail: "irene.marlow@example.org",
        ENTPersonMobileSMS: "O",
        ENTPersonAdresseDiffusion: "O",
        ENTPersonCodePostal: "99100",
        ENTAuxPersRelEleveEleve: ["700001", "700002"],
      }),
    );
    expect(problems).toEqual([]);
    expect(value).toMatchObject({
      homePhone: "+33 1 99 00 00 01",
      workPhone: "+33 1 99 00 00 02",
      mobiles: ["+33 6 99 00 00 01", "+33 6 99 00 00 02"],
      mail: "irene.marlow@example.org",
      smsConsent: true,
      addressSharing: true,
      address: { lines: [], postalCode: "99100" },
      children: ["700001", "700002"],
    });
  });

  it.each(["", "N", "oui"])("has agreed to nothing when the file says %j", (answer) => {
    const { value } = mapGuardian(
      entry("PersRelEleve", { ...required, ENTPersonMobileSMS: answer, ENTPersonAdresseDiffusion: answer }),
    );
    expect(value).toMatchObject({ smsConsent: false, addressSharing: false });
  });

  it("is refused without a name, with every missing attribute named", () => {
    const { value, problems } = mapGuardian(entry("PersRelEleve", { ENTPersonJointure: "800001" }));
    expect(value).toBeUndefined();
    expect(problems.map(({ attribute }) => attribute)).toEqual(["sn", "givenName"]);
  });
});
