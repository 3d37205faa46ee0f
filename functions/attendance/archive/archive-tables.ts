import { writeCsv } from "@preau/formats/csv/write-csv";
import type { FollowUp } from "../follow-up/follow-up.ts";
import type { KeptFact, KeptTreatment } from "../pupil-day/kept.ts";
import type { FileDay } from "../pupil-day/pupil-file.ts";
import type { StatementRecord } from "../statements/statement.ts";
import type { MonthFigures } from "../tallies/figures.ts";

/** All that is kept of one pupil's year. */
export interface PupilArchive {
  readonly pupilId: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly className: string;
  readonly facts: readonly (KeptFact & { readonly day: string; readonly id: string })[];
  readonly treatments: readonly (KeptTreatment & { readonly day: string; readonly id: string })[];
  readonly statements: readonly StatementRecord[];
  readonly notes: readonly FollowUp[];
  readonly days: readonly FileDay[];
  readonly months: Readonly<Record<string, MonthFigures>>;
}

type Row = readonly string[];

const PUPIL = ["identifiant", "nom", "prénom", "classe"];
const named = ({ pupilId, familyName, givenName, className }: PupilArchive): Row => [
  pupilId,
  familyName,
  givenName,
  className,
];
const yes = (said: boolean): string => (said ? "oui" : "non");

interface Sheet {
  readonly name: string;
  readonly headers: Row;
  rows(pupil: PupilArchive): readonly Row[];
}

const SHEETS: readonly Sheet[] = [
  {
    name: "faits.csv",
    headers: ["jour", "de", "à", "fait", "lieu", "prévu", "auteur", "rôle", "noté le", "fait n°", "remplace"],
    rows: ({ facts }) =>
      facts.map((fact) => [
        ...[fact.day, fact.from, fact.to, fact.kind, fact.place, yes(fact.planned), fact.by, fact.byRole],
        ...[fact.receivedAt, fact.id, fact.replaces.join(" ")],
      ]),
  },
  {
    name: "traitements.csv",
    headers: [
      "jour",
      "de",
      "à",
      "motif",
      "justifié",
      "compte au bulletin",
      "auteur",
      "décidé le",
      "traitement n°",
      "remplace",
    ],
    rows: ({ treatments }) =>
      treatments.map((one) => [
        ...[one.day, one.from, one.to, one.reason, yes(one.justified), yes(one.counts), one.by, one.at],
        ...[one.id, one.replaces.join(" ")],
      ]),
  },
  {
    name: "declarations.csv",
    headers: ["du", "à", "au", "jusqu’à", "message", "auteur", "reçue le", "état", "réponse", "justificatif"],
    rows: ({ statements }) =>
      statements.map(({ from, to, text, by, at, state, decision, proof }) => [
        ...[from.day, from.time, to.day, to.time, text, by, at, state],
        ...[decision?.reason ?? decision?.explanation ?? "", yes(proof !== undefined)],
      ]),
  },
  {
    name: "suivi.csv",
    headers: ["le", "à", "type", "commentaire", "jours concernés", "auteur", "noté le", "rayée"],
    rows: ({ notes }) =>
      notes.map(({ on, time = "", label, comment = "", days, by, at, struck }) => [
        ...[on, time, label, comment, days.join(" "), by, at],
        struck?.why ?? "",
      ]),
  },
  {
    name: "cours.csv",
    headers: ["jour", "début", "fin", "matière", "état", "minutes", "motif", "justifié", "compte au bulletin"],
    rows: ({ days }) =>
      days.flatMap(({ day, presence }) =>
        presence.lessons.map(({ start, end, subject, state, minutes, reason, justified, counts }) => [
          ...[day, start, end, subject, state, String(minutes ?? ""), reason ?? "", yes(justified), yes(counts)],
        ]),
      ),
  },
  {
    name: "decomptes.csv",
    headers: ["mois", "demi-journées justifiées", "demi-journées non justifiées", "retards", "règle de décompte n°"],
    rows: ({ months }) =>
      Object.entries(months)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([month, { halfDays, lateness, ruleVersion }]) => [
          month,
          ...[halfDays.justified, halfDays.unjustified, lateness, ruleVersion].map(String),
        ]),
  },
];

/** The tables of an archive, each with the pupil in its first columns. */
export const archiveTables = (pupils: readonly PupilArchive[]): readonly { name: string; bytes: Uint8Array }[] =>
  SHEETS.map(({ name, headers, rows }) => ({
    name,
    bytes: writeCsv(
      [[...PUPIL, ...headers], ...pupils.flatMap((pupil) => rows(pupil).map((row) => [...named(pupil), ...row]))],
      "spreadsheet",
    ),
  }));
