import { AudienceId, file, PersonId, route, SCHOOL_LIFE, SchoolId } from "@preau/contract";
import * as z from "zod";

const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, "Donnez un mois tel que « 2026-11 ».");

const line = z.string().trim().min(1).max(120);

const NewCaseLetter = z
  .strictObject({
    kind: z.enum(["invitation", "reminder", "report"]).meta({
      description: "Invitation to talk, reminder of the obligation, report to the academy",
    }),
    schoolName: line,
    signatory: line.meta({ description: "Who signs, under the letter: « Le principal, M. … »" }),
    appointment: line.exactOptional().meta({ description: "« le mardi 1er décembre 2026 à 17 h 30 »" }),
    recipients: z
      .array(z.strictObject({ name: line, address: z.array(line).max(6) }))
      .min(1)
      .max(4)
      .meta({ description: "One sheet each. Names and addresses come from the directory; they are not kept here" }),
  })
  .meta({
    id: "NewCaseLetter",
    description: "A letter to print, sign and post: printing sends nothing, and records no step",
    examples: [
      {
        kind: "invitation",
        schoolName: "Collège de démonstration",
        signatory: "La principale, Mme DORVAL",
        recipients: [{ name: "Mme MARLOW", address: ["3 rue des Écoles", "99000 Ville-Test"] }],
      },
    ],
  });

const ofPupil = z.strictObject({ schoolId: SchoolId, pupilId: PersonId });

export const paperRoutes = {
  printRegister: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/attendance-register.pdf",
    summary: "The register of a class for a month: pupils by half-days, with the totals of the one count",
    roles: SCHOOL_LIFE,
    priority: "deferrable",
    params: z.strictObject({ schoolId: SchoolId }),
    query: z.strictObject({ classId: AudienceId, month: Month }),
    replies: { 200: file("application/pdf") },
  }),
  printCaseLetter: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/pupils/{pupilId}/absence-case/letters",
    summary: "A letter about repeated absences, with what was counted and done, to print and sign",
    roles: ["cpe", "head"],
    priority: "deferrable",
    params: ofPupil,
    body: NewCaseLetter,
    replies: { 200: file("application/pdf") },
  }),
  printAttendanceRecord: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/pupils/{pupilId}/attendance-record.pdf",
    summary: "The totals of the year under way, for the school a pupil leaves for: nothing else follows them",
    roles: ["cpe", "head"],
    priority: "deferrable",
    params: ofPupil,
    replies: { 200: file("application/pdf") },
  }),
} as const;
