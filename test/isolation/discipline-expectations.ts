import { SCHOOL_LIFE } from "@preau/contract";
import { DETENTION_DAY } from "./discipline-facts.ts";
import { type Expectation, here, NOBODY, own, STAFF } from "./seeing.ts";

/** What the routes of `discipline` show of Nina: her teacher gave her a detention and reported an incident that she was in. */
export const disciplineExpectations: Readonly<Record<string, Expectation>> = {
  reportIncident: { sees: here(...STAFF) },
  moveIncident: { sees: { ...own("teacher"), ...here(...SCHOOL_LIFE) } },
  readIncident: { sees: { ...own("teacher"), ...here(...SCHOOL_LIFE) } },
  listIncidents: { sees: { ...own("teacher"), ...here(...SCHOOL_LIFE) } },
  givePunishment: { sees: here("teacher", "librarian", ...SCHOOL_LIFE) },
  seekSanction: { sees: here(...STAFF) },
  moveMeasure: { sees: { ...own("pupil", "guardian", "teacher"), ...here(...SCHOOL_LIFE) } },
  eraseSanction: { sees: here("head") },
  readMeasure: { sees: { ...own("pupil", "guardian", "teacher"), ...here(...SCHOOL_LIFE) } },
  readPupilMeasures: { sees: { ...own("pupil", "guardian", "teacher"), ...here(...SCHOOL_LIFE) } },
  listMeasures: { sees: { ...own("teacher"), ...here(...SCHOOL_LIFE) } },
  readDetentions: { sees: here(...SCHOOL_LIFE), query: { day: DETENTION_DAY } },
  addMeasureFile: { sees: { ...own("teacher"), ...here(...SCHOOL_LIFE) } },
  readMeasureFile: { sees: { ...own("pupil", "guardian", "teacher"), ...here(...SCHOOL_LIFE) } },
  printMeasureLetter: { sees: { ...own("teacher"), ...here(...SCHOOL_LIFE) } },
  readDisciplineSettings: NOBODY,
  setDisciplineSettings: NOBODY,
  readSignatureDelegations: NOBODY,
  setSignatureDelegations: NOBODY,
  readDisciplineFigures: { sees: {}, counts: here("cpe", "head") },
  exportDisciplineFigures: { sees: {}, counts: here("cpe", "head") },
  exportSanctionsRegister: NOBODY,
};
