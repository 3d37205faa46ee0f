import { AudienceId, Day, file, route, SchoolId } from "@preau/contract";
import * as z from "zod";

const count = z.int().min(0);
const Counted = z.object({ label: z.string(), count });

export const DisciplineFigures = z
  .object({
    schoolId: SchoolId,
    from: Day,
    to: Day,
    incidents: z.object({
      total: count,
      toProcess: count,
      byType: z.array(Counted),
      byGravity: z.array(Counted),
      byPlace: z.array(Counted),
    }),
    punishments: z.object({ total: count, notDone: count, byLabel: z.array(Counted) }),
    sanctions: z.object({ total: count, byLabel: z.array(Counted) }),
    byClass: z.array(
      z.object({ classId: AudienceId, className: z.string(), incidents: count, punishments: count, sanctions: count }),
    ),
    byMonth: z.array(z.object({ month: z.string(), incidents: count, punishments: count, sanctions: count })),
  })
  .meta({
    id: "DisciplineFigures",
    description:
      "Counts of a period, without a name; cancelled punishments and sanctions never pronounced or annulled are left out",
    examples: [
      {
        schoolId: "0990001N",
        from: "2026-09-01",
        to: "2026-11-23",
        incidents: {
          total: 1,
          toProcess: 1,
          byType: [{ label: "Violence physique", count: 1 }],
          byGravity: [],
          byPlace: [],
        },
        punishments: { total: 1, notDone: 0, byLabel: [{ label: "Retenue", count: 1 }] },
        sanctions: { total: 0, byLabel: [] },
        byClass: [{ classId: "aud_7k2mq4x9d0abc", className: "6A", incidents: 1, punishments: 1, sanctions: 0 }],
        byMonth: [{ month: "2026-11", incidents: 1, punishments: 1, sanctions: 0 }],
      },
    ],
  });
export type DisciplineFigures = z.output<typeof DisciplineFigures>;

const ofSchool = z.strictObject({ schoolId: SchoolId });
const period = z.strictObject({ from: Day.optional(), to: Day.optional() });

export const figureRoutes = {
  readDisciplineFigures: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/discipline-figures",
    summary:
      "Incidents, punishments and sanctions of a period (the school year to date unless said), by class, month and type",
    roles: ["cpe", "head"],
    priority: "deferrable",
    params: ofSchool,
    query: period,
    replies: { 200: DisciplineFigures },
  }),
  exportDisciplineFigures: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/discipline-figures.csv",
    summary: "The same by class, to keep",
    roles: ["cpe", "head"],
    priority: "deferrable",
    params: ofSchool,
    query: period,
    replies: { 200: file("text/csv") },
  }),
  exportSanctionsRegister: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/sanctions-register.csv",
    summary: "The register of sanctions without a name (circulaire 2011-111)",
    roles: ["cpe", "head"],
    priority: "deferrable",
    params: ofSchool,
    query: period,
    replies: { 200: file("text/csv") },
  }),
} as const;
