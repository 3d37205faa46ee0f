/** The role of a member of staff in one school. */
export type StaffRole = "teacher" | "librarian" | "cpe" | "supervisor" | "head" | "office";

/** What an AAF function code gives. */
export interface FunctionProfile {
  /** The national profile of the ministry's audience measurement and of partner services. */
  readonly profile: string;
  readonly role: StaffRole;
}

/**
 * Function code → national profile and our role. Read from two deployed products, which differ on ASE, ASH, BED, ORI
 * and INS: hence a table. A code of vie scolaire whose holders do not watch pupils (ORI, INJ…) gets the narrow role.
 */
export const functionProfiles: ReadonlyMap<string, FunctionProfile> = new Map([
  ["ENS", { profile: "National_ens", role: "teacher" }],
  ["DOC", { profile: "National_doc", role: "librarian" }],
  ["CIO", { profile: "National_doc", role: "office" }],
  ["DCT", { profile: "National_doc", role: "office" }],
  ["DIR", { profile: "National_dir", role: "head" }],
  ["EDU", { profile: "National_evs", role: "cpe" }],
  ["CPE", { profile: "National_evs", role: "cpe" }],
  ["AED", { profile: "National_evs", role: "supervisor" }],
  ["AES", { profile: "National_evs", role: "supervisor" }],
  ["ASE", { profile: "National_evs", role: "supervisor" }],
  ["AVS", { profile: "National_evs", role: "supervisor" }],
  ["SUR", { profile: "National_evs", role: "supervisor" }],
  ["ASH", { profile: "National_evs", role: "office" }],
  ["BED", { profile: "National_evs", role: "office" }],
  ["EEI", { profile: "National_evs", role: "office" }],
  ["FIJ", { profile: "National_evs", role: "office" }],
  ["INJ", { profile: "National_evs", role: "office" }],
  ["ORI", { profile: "National_evs", role: "office" }],
  ["COL", { profile: "National_col", role: "office" }],
]);

/** The profile and role of a function code; every code that is not in the table is office staff (`National_eta`). */
export function functionProfile(code: string): FunctionProfile {
  return functionProfiles.get(code) ?? { profile: "National_eta", role: "office" };
}
