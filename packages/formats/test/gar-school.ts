import type { GarExport } from "../src/gar/gar-model.ts";

const uai = "0990001N";

/** One invented school, as the GAR is told of it: every field of every node is there at least once. */
export const garSchool: GarExport = {
  ent: "XX",
  at: new Date("2026-09-16T00:15:00Z"),
  degree: "2D",
  schools: [
    {
      uai,
      name: "CLG ADA LOVELACE",
      attachedTo: "0990002P",
      contract: "PU",
      phone: "+33 1 99 00 00 01",
      mail: "clg@example.org",
      groups: [
        { code: "6A", label: "SIXIEME A", audience: "class", classCodes: [] },
        { code: "6GLAT", label: "LATIN 6EMES", audience: "group", classCodes: ["6A"] },
      ],
      mefs: [{ code: "10010012110", label: "6EME", parent: "10010012110", mefStat11: "21110010012" }],
      subjects: [{ code: "061300", label: "MATHEMATIQUES" }],
    },
  ],
  pupils: [
    {
      id: "0b7f7a58-0000-4000-8000-000000000001",
      profiles: [{ uai, profile: "National_elv" }],
      familyName: "MARLOW",
      usualName: "VASSET",
      givenName: "Nina",
      otherGivenNames: ["Nina", "Zoé"],
      title: "Mme",
      homeSchool: uai,
      birthDate: "2015-03-14",
      levels: [{ uai, code: "2111" }],
      groups: [
        { uai, code: "6A" },
        { uai, code: "6GLAT" },
      ],
      subjects: [{ uai, code: "061300" }],
    },
  ],
  staff: [
    {
      id: "0b7f7a58-0000-4000-8000-0000000000a1",
      profiles: [
        { uai, profile: "National_ens" },
        { uai: "0990002P", profile: "National_ens" },
      ],
      familyName: "BRIAC",
      givenName: "Solène",
      title: "Mme",
      homeSchool: uai,
      birthDate: "1980-05-05",
      levels: [{ uai, code: "2111" }],
      groups: [{ uai, code: "6A" }],
      disciplines: [
        { uai, code: "L1300" },
        { uai, code: "L1300" },
      ],
      mails: ["solene.briac@example.org"],
      teaches: [
        { uai, code: "6A", audience: "class", subjects: ["061300", "061300"] },
        { uai, code: "6GLAT", audience: "group", subjects: ["061300"] },
      ],
    },
  ],
  managers: [
    {
      id: "0b7f7a58-0000-4000-8000-0000000000a1",
      familyName: "BRIAC",
      givenName: "Solène",
      title: "Mme",
      mails: ["solene.briac@example.org"],
      schools: [uai],
    },
  ],
};
