import { ABOVE_SCHOOLS, ROLES, type Role, SCHOOL_LIFE } from "@preau/contract";
import { COLLEGE, NINA, RELATIONS, type Relation } from "./callers.ts";
import { SIXTH_A } from "./directory-facts.ts";

/** Which relations of a role are shown something. */
type Seeing = Partial<Record<Role, readonly Relation[]>>;

/**
 * What a route shows of Nina. Whoever is not named must not be able to tell a school where she is from one where she is not: same
 * status, same bytes, same number of items.
 */
export interface Expectation {
  /** Who sees her, or may act on her. */
  readonly sees: Seeing;
  /** Who reads how to reach her and her father. */
  readonly contacts?: Seeing;
  /** Who sees that somebody is there (a count), without learning who. */
  readonly counts?: Seeing;
  /** Asks the route about her, where the examples of its contract do not. */
  readonly query?: Readonly<Record<string, string>>;
  readonly params?: Readonly<Record<string, string>>;
  /** A command that may be given again and again. */
  readonly harmless?: true;
}

const OWN: readonly Relation[] = ["own"];
/** Whoever holds the role in her school. */
const HERE: readonly Relation[] = ["own", "same class", "same school", "ex-guardian"];

const here = (...roles: readonly Role[]): Seeing => Object.fromEntries(roles.map((role) => [role, HERE]));
const own = (...roles: readonly Role[]): Seeing => Object.fromEntries(roles.map((role) => [role, OWN]));

/** Works for the commune that answers for her school. */
const AGENT: readonly Relation[] = ["own", "other school", "here and elsewhere", "left"];

/** Pupils of a class know one another, unless the school decides otherwise. */
const classmates: Seeing = { pupil: ["own", "same class"], guardian: OWN };

const STAFF = ROLES.filter((role) => !["pupil", "guardian", ...ABOVE_SCHOOLS].includes(role));
const NOBODY: Expectation = { sees: {} };

/** One line a route: a route without its line fails the suite. */
export const expectations: Readonly<Record<string, Expectation>> = {
  // attendance
  readRollCall: { sees: { ...own("teacher"), ...here(...SCHOOL_LIFE) } },
  submitRollCall: { sees: { ...own("teacher"), ...here(...SCHOOL_LIFE) }, harmless: true },
  readBoard: { sees: here(...SCHOOL_LIFE, "office") },
  readRegisters: NOBODY,
  remindTeacher: NOBODY,
  saveDraft: { sees: {}, harmless: true },
  listExemptions: { sees: here(...SCHOOL_LIFE, "office") },
  exportExemptions: { sees: here(...SCHOOL_LIFE, "office") },
  endExemption: NOBODY,
  createList: { sees: here("cpe", "head", "office"), harmless: true },
  listLists: NOBODY,
  readList: NOBODY,
  changeListMembers: NOBODY,
  cancelList: NOBODY,
  grantExemption: { sees: here("cpe", "head", "office"), harmless: true },
  recordPresence: { sees: here(...SCHOOL_LIFE, "office") },
  stateAbsence: { sees: own("guardian") },
  treatAbsences: { sees: here("cpe", "head") },
  readPupilAttendance: { sees: { ...own("pupil", "guardian"), ...here(...SCHOOL_LIFE, "office") } },
  exportPupilAttendance: { sees: { ...own("pupil", "guardian"), ...here(...SCHOOL_LIFE, "office") } },
  readPupilDay: { sees: here(...SCHOOL_LIFE) },
  readAttendanceSettings: NOBODY,
  setAttendanceSettings: NOBODY,
  previewCounting: NOBODY,

  // directory: who is who
  readMe: { sees: own("pupil", "guardian") },
  readSchool: NOBODY,
  listAudiences: NOBODY,
  readAudience: { sees: here(...STAFF) },
  readPupil: { sees: { ...own("guardian", "teacher"), ...here(...SCHOOL_LIFE) }, contacts: here(...SCHOOL_LIFE) },
  findPeople: { sees: { ...classmates, ...here(...STAFF) }, query: { search: "quartz" } },
  readPerson: { sees: { ...classmates, ...here(...STAFF) }, contacts: { ...own("pupil"), ...here(...SCHOOL_LIFE) } },
  readVisibility: { sees: { ...classmates, ...here(...STAFF) } },
  listStaff: NOBODY,
  readOwnContact: { sees: own("pupil"), contacts: own("pupil") },
  changeOwnContact: NOBODY,
  readVisibilitySettings: NOBODY,
  changeVisibilitySettings: NOBODY,
  previewVisibilitySettings: NOBODY,
  listSchoolLinks: NOBODY,
  askSchoolLink: NOBODY,
  acceptSchoolLink: NOBODY,
  endSchoolLink: NOBODY,
  readSectors: NOBODY,
  changeSectors: NOBODY,
  listDepartures: NOBODY,
  listErasures: NOBODY,
  restorePerson: { sees: here("head", "office") },
  closePerson: { sees: here("head", "office") },
  readLifeCycleSettings: NOBODY,
  changeLifeCycleSettings: NOBODY,
  readSchoolYears: { sees: {}, counts: here("head", "office") },
  prepareSchoolYear: { ...NOBODY, params: { schoolYear: "2027" } },
  switchSchoolYear: { ...NOBODY, params: { schoolYear: "2027" } },
  undoSchoolYear: { ...NOBODY, params: { schoolYear: "2027" } },
  commandSchoolYears: { ...NOBODY, params: { schoolYear: "2027", command: "prepare" } },

  // directory: what comes in
  createImport: NOBODY,
  startImport: NOBODY,
  readImport: NOBODY,
  listImportIssues: NOBODY,
  listImportSchools: NOBODY,
  listImportChanges: NOBODY,
  approveImport: NOBODY,
  cancelImport: NOBODY,
  createSchoolImport: NOBODY,
  startSchoolImport: NOBODY,
  readSchoolImport: NOBODY,
  listSchoolImportIssues: NOBODY,
  listSchoolImportChanges: NOBODY,
  approveSchoolImport: NOBODY,
  cancelSchoolImport: NOBODY,
  createPerson: NOBODY,
  changePerson: NOBODY,
  setGuardian: NOBODY,

  // directory: what goes out
  requestExport: NOBODY,
  readExport: { sees: here("head", "office") },
  listExports: { sees: here("head", "office") },
  readGarSettings: NOBODY,
  changeGarSettings: NOBODY,
  requestGarExport: NOBODY,
  readGarExport: NOBODY,
  defineAuthority: NOBODY,
  listAuthorities: NOBODY,
  listAuthoritySchools: NOBODY,
  readFigures: { sees: {}, counts: { authority: AGENT, operator: RELATIONS } },
  compareList: { sees: { authority: AGENT }, harmless: true },
  listOneRoster: { sees: here("head", "office") },
  readOneRoster: { sees: here("head", "office"), params: { sourcedId: NINA } },
  listOneRosterMembers: {
    sees: here("head", "office"),
    params: { collection: "classes", sourcedId: SIXTH_A.audienceId, members: "students" },
  },

  // home
  readHome: { sees: own("pupil", "guardian"), counts: own("teacher") },

  // identity
  printActivationSheet: { sees: { ...own("teacher"), ...here("head", "office") } },
  exportActivationCodes: { sees: { ...own("teacher"), ...here("head", "office") } },
  resetPersonPassword: { sees: { ...own("teacher"), ...here("head", "office") } },
  resetAudiencePasswords: { sees: here("head", "office") },
  readCharter: NOBODY,
  writeCharter: NOBODY,
  readTerritoryCharter: NOBODY,
  writeTerritoryCharter: NOBODY,
  listPasswordResets: NOBODY,
  blockAccess: NOBODY,
  listBlocks: NOBODY,
  liftBlock: NOBODY,
  blockAccessForSchool: { ...NOBODY, params: { uai: COLLEGE } },
  listBlocksOfSchool: { ...NOBODY, params: { uai: COLLEGE } },
  liftBlockForSchool: { ...NOBODY, params: { uai: COLLEGE } },
  mergeAccounts: NOBODY,
  listMerges: NOBODY,
  undoMerge: NOBODY,
  listDevices: NOBODY,
  signOutDevice: NOBODY,
  signOutEverywhere: NOBODY,
  signOutPerson: { sees: here("head") },
  listSignOuts: NOBODY,

  // notices
  listNotices: { sees: own("guardian") },
  listPushSubscriptions: NOBODY,
  keepPushSubscription: NOBODY,
  endPushSubscription: NOBODY,
  readNoticePreferences: NOBODY,
  changeNoticePreferences: NOBODY,

  // partners
  listServices: NOBODY,
  declareService: NOBODY,
  changeService: NOBODY,
  renewSecret: NOBODY,
  listSchoolServices: NOBODY,
  chooseService: NOBODY,
  listServiceAccesses: NOBODY,

  // timetable
  readLessons: { sees: { ...own("pupil", "guardian"), ...here(...STAFF) }, query: { pupilId: NINA } },
  changeLesson: NOBODY,
  listRooms: NOBODY,
  readRoomOccupancy: NOBODY,
  importTimetable: NOBODY,
};
