import type { Instant } from "@preau/contract";
import type { DisciplineSettings, SignatureDelegation } from "../school-contract.ts";

export type Settings = Omit<DisciplineSettings, "schoolId">;

/** Who signs for the head, as decided. */
export interface Delegations {
  readonly version: number;
  readonly delegations: readonly SignatureDelegation[];
  readonly setAt: Instant | null;
}

export const noDelegations: Delegations = { version: 0, delegations: [], setAt: null };

const listOf = (lines: Readonly<Record<string, string>>) => Object.entries(lines).map(([id, label]) => ({ id, label }));

/** What a school starts from and edits; no national list of incidents binds it (that of SIVIS is a survey). */
export const usualSettings: Settings = {
  version: 0,
  incidentTypes: listOf({
    "violence-physical": "Violence physique",
    "violence-verbal": "Violence verbale",
    bullying: "Harcèlement",
    "cyber-bullying": "Cyberharcèlement",
    discrimination: "Propos ou acte discriminatoire",
    "sexual-violence": "Violence sexiste ou sexuelle",
    theft: "Vol ou racket",
    damage: "Dégradation",
    intrusion: "Intrusion",
    "forbidden-object": "Objet interdit ou dangereux",
    substance: "Tabac, alcool ou stupéfiant",
    secularism: "Atteinte à la laïcité",
    disruption: "Perturbation du cours",
    other: "Autre",
  }),
  places: listOf({
    classroom: "Salle de classe",
    corridor: "Couloir",
    yard: "Cour",
    canteen: "Restaurant scolaire",
    gym: "Gymnase",
    boarding: "Internat",
    surroundings: "Abords de l’établissement",
    online: "En ligne",
    outing: "Sortie ou voyage",
    other: "Autre lieu",
  }),
  partners: listOf({
    police: "Police ou gendarmerie",
    emergency: "Secours (15, 18, 112)",
    prosecutor: "Procureur de la République",
    "academic-services": "Direction académique (DASEN)",
    "child-protection": "Protection de l’enfance (119, CRIP)",
    "town-hall": "Mairie",
  }),
  gravities: ["Mineur", "Sérieux", "Grave", "Très grave"],
  punishments: [
    { id: "observation", kind: "observation", label: "Observation" },
    { id: "oral-apology", kind: "oral-apology", label: "Excuse orale" },
    { id: "written-apology", kind: "written-apology", label: "Excuse écrite" },
    { id: "extra-work", kind: "extra-work", label: "Devoir supplémentaire" },
    { id: "detention", kind: "detention", label: "Retenue" },
    { id: "class-exclusion", kind: "class-exclusion", label: "Exclusion ponctuelle du cours" },
  ],
  familiesSeePunishments: true,
  teachersSee: "given",
  letterhead: { lines: [], city: "", signatory: "Le chef d’établissement" },
  setAt: null,
};
