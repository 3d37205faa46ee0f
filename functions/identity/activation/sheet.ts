import { schoolTimeOf } from "@preau/calendar";
import type { Issued, Sheet } from "./issue-codes.ts";

const ROLES: Readonly<Record<string, string>> = {
  pupil: "Élève",
  guardian: "Responsable légal",
  teacher: "Enseignant",
  librarian: "Documentaliste",
  cpe: "CPE",
  supervisor: "Surveillant",
  head: "Direction",
  office: "Secrétariat",
};

/** What the person is in the school, in French. */
export const roleOf = ({ roles }: Issued): string => roles.map((role) => ROLES[role] ?? role).join(", ");

const WITHOUT = {
  "has-password": "Compte déjà ouvert",
  "not-ours": "Code à demander à l’autre établissement",
} as const;

/** Why a person gets no code, in French. */
export const remarkOf = ({ without }: Issued): string => (without === undefined ? "" : WITHOUT[without]);

/** `codes-6A.pdf`: plain characters only, for every system to take it. */
export const sheetName = ({ title }: Sheet, extension: string): string => {
  const plain = title
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return `codes-${plain.slice(0, 60) || "classe"}.${extension}`;
};

/** The day until which the codes hold, as a family reads it: `22/01/2027`. */
export const lastDayOf = ({ expiresAt }: Sheet): string =>
  expiresAt === undefined
    ? ""
    : schoolTimeOf(new Date(expiresAt * 1000))
        .day.split("-")
        .toReversed()
        .join("/");

/** A value that a spreadsheet takes as text: quoted, and never as a formula. */
const cell = (text: string): string => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

/** The sheet as a table: semicolons and the mark by which French spreadsheets know UTF-8. */
export const csvOf = (sheet: Sheet, signInUrl: string): string => {
  const titles = ["Nom", "Prénom", "Profil", "Identifiant", "Code", "Valable jusqu’au", "Adresse", "Remarque"];
  const rows = sheet.lines.map((line) => [
    line.familyName,
    line.givenName,
    roleOf(line),
    line.login,
    line.code ?? "",
    line.code === undefined ? "" : lastDayOf(sheet),
    signInUrl,
    remarkOf(line),
  ]);
  return `\ufeff${[titles, ...rows].map((row) => row.map(cell).join(";")).join("\r\n")}\r\n`;
};
