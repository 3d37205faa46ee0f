import { AudienceId, file, route, SchoolId } from "@preau/contract";
import * as z from "zod";

export const archiveRoutes = {
  exportAttendance: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/attendance-archive.zip",
    summary:
      "All that the school keeps of a year's absences as tables: what was seen, judged, stated, noted and counted",
    roles: ["head"],
    priority: "deferrable",
    params: z.strictObject({ schoolId: SchoolId }),
    query: z.strictObject({
      schoolYear: z.coerce.number().int().min(2000).max(2100).optional(),
      classId: AudienceId.optional().meta({ description: "One class only" }),
    }),
    replies: { 200: file("application/zip") },
    problems: ["archive-too-large"],
  }),
} as const;

export const archiveProblems = {
  "archive-too-large": {
    status: 422,
    title: "L’archive de tout l’établissement dépasse ce qu’une réponse peut contenir : demandez-la classe par classe.",
  },
} as const;
