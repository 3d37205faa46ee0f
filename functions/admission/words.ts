import { schoolTimeOf } from "@preau/calendar/school-time";
import { spokenDay } from "@preau/calendar/spoken-day";
import type { SchoolLevel, SWITCHABLE } from "./contract.ts";
import type { Decisions, Level } from "./decisions.ts";

const REFUSED: Readonly<Record<Level, string>> = {
  0: "rien n’est refusé",
  1: "ce qui peut attendre est refusé (exports, statistiques, recherches)",
  2: "ce qui peut attendre est refusé, et une demande sur deux du reste ; l’essentiel passe",
  3: "tout est refusé sauf l’essentiel (appel, cours du jour, présences, connexion)",
};

const SERVICES: Readonly<Record<(typeof SWITCHABLE)[number], string>> = {
  attendance: "appel et absences",
  directory: "annuaire",
  discipline: "discipline",
  home: "page d’accueil",
  identity: "comptes",
  notices: "messages aux familles",
  partners: "services partenaires",
  timetable: "emploi du temps",
};

/** What people call a capability. */
export const serviceName = (capability: (typeof SWITCHABLE)[number]): string => SERVICES[capability];

/** « collège » or « collèges », by how many. */
export const levelName = (level: SchoolLevel, count: number): string =>
  ({ primary: "école", college: "collège", lycee: "lycée", other: "autre établissement" })[level]
    .split(" ")
    .map((word) => (count > 1 ? `${word}s` : word))
    .join(" ");

/** « lundi 16 mars à 12 h 00 », on the clock of Paris. */
export const spokenInstant = (instant: string): string => {
  const { day, time } = schoolTimeOf(new Date(instant));
  return `${spokenDay(day)} à ${time.replace(":", " h ")}`;
};

/** What is refused right now, in one or two sentences. */
export const spokenAdmission = ({ off, windows }: Decisions, level: Level): string =>
  [
    level === 0 ? "Tout est servi." : `Niveau ${level} : ${REFUSED[level]}.`,
    ...(off.length === 0 ? [] : [`Services arrêtés : ${off.map((one) => serviceName(one.capability)).join(", ")}.`]),
    ...(windows.length === 0
      ? []
      : [
          windows.length === 1
            ? "Une plage horaire limite l’accès."
            : `${windows.length} plages horaires limitent l’accès.`,
        ]),
  ].join(" ");
