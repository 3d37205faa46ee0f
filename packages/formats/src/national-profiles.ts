/** How systems of French schools name what somebody is: `name` of today, `number` of the older ones (`National_3`). */
export interface NationalProfile {
  readonly name: string;
  readonly number: number;
}

/**
 * National profile of each of our roles. Products disagree on librarians (3 here, with those who teach) and on staff outside
 * teaching and school life (6): this is data, to be corrected where a system reads otherwise.
 */
export const NATIONAL_PROFILES: Readonly<
  Record<"pupil" | "guardian" | "teacher" | "librarian" | "head" | "cpe" | "supervisor" | "office", NationalProfile>
> = {
  pupil: { name: "National_elv", number: 1 },
  guardian: { name: "National_tut", number: 2 },
  teacher: { name: "National_ens", number: 3 },
  librarian: { name: "National_doc", number: 3 },
  head: { name: "National_dir", number: 4 },
  cpe: { name: "National_evs", number: 5 },
  supervisor: { name: "National_evs", number: 5 },
  office: { name: "National_eta", number: 6 },
};
