import type { PaperDocument } from "@preau/paper";
import type { AbsenceCase } from "../alerts/case.ts";
import { type MonthFigures, sumOf } from "../tallies/figures.ts";

export type LetterKind = "invitation" | "reminder" | "report";

/** What is known of a pupil when a letter is printed, and what its author adds: the school keeps no address here. */
export interface LetterFacts {
  readonly kind: LetterKind;
  readonly schoolName: string;
  readonly recipients: readonly { readonly name: string; readonly address: readonly string[] }[];
  readonly signatory: string;
  readonly appointment?: string | undefined;
  readonly pupilName: string;
  readonly className: string;
  readonly today: string;
  readonly months: Readonly<Record<string, MonthFigures>>;
  readonly steps: AbsenceCase["steps"];
}

const MONTH = new Intl.DateTimeFormat("fr-FR", { month: "long", year: "numeric", timeZone: "UTC" });
const DAY = new Intl.DateTimeFormat("fr-FR", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const monthName = (month: string): string => MONTH.format(new Date(`${month}-01T00:00:00Z`));
const dayName = (day: string): string => DAY.format(new Date(`${day}T00:00:00Z`));

const halfDays = (count: number): string => `${count} demi-journée${count > 1 ? "s" : ""}`;

const SUBJECTS: Readonly<Record<LetterKind, string>> = {
  invitation: "Assiduité de votre enfant : invitation à un entretien",
  reminder: "Rappel de l’obligation d’assiduité",
  report: "Signalement d’un défaut d’assiduité",
};

const LEGITIMATE =
  "Sont réputés légitimes les motifs suivants : maladie de l’enfant, maladie transmissible ou contagieuse d’un membre de la famille, réunion solennelle de famille, empêchement résultant de la difficulté accidentelle des communications, absence temporaire des personnes responsables lorsque les enfants les suivent (article L. 131-8 du code de l’éducation). Les autres motifs sont appréciés par l’autorité de l’État compétente en matière d’éducation.";

const recorded = ({ pupilName, className, months }: LetterFacts): string => {
  const year = sumOf(Object.values(months)).halfDays;
  const all = year.justified + year.unjustified;
  return `Depuis le début de l’année scolaire, ${halfDays(all)} d’absence de ${pupilName}, élève de la classe ${className}, ont été relevées, dont ${year.unjustified} sans motif légitime ni excuse valable.`;
};

const spoken = ({ steps }: LetterFacts): string => {
  const last = steps.findLast(({ stage }) => stage === "dialogue");
  return last === undefined
    ? ""
    : `Malgré nos échanges du ${dayName(last.on)}, les absences de votre enfant se poursuivent. `;
};

const PARAGRAPHS: Readonly<Record<LetterKind, (facts: LetterFacts) => readonly string[]>> = {
  invitation: (facts) => [
    "Madame, Monsieur,",
    recorded(facts),
    "Conformément à l’article R. 131-6 du code de l’éducation, nous souhaitons engager avec vous un dialogue sur cette situation, afin d’en comprendre les raisons et de chercher ensemble comment y remédier.",
    facts.appointment === undefined
      ? "Je vous prie de bien vouloir prendre contact avec la vie scolaire afin de convenir d’un rendez-vous."
      : `Je vous propose de vous recevoir ${facts.appointment}.`,
    LEGITIMATE,
    "Si l’une de ces absences peut être justifiée, vous pouvez en indiquer le motif et joindre un justificatif depuis votre espace.",
    "Je vous prie d’agréer, Madame, Monsieur, l’expression de mes salutations distinguées.",
  ],
  reminder: (facts) => [
    "Madame, Monsieur,",
    `${spoken(facts)}${recorded(facts)}`,
    "L’assiduité est une obligation : l’instruction est obligatoire (articles L. 131-1 et suivants du code de l’éducation) et les élèves sont tenus d’assister aux cours prévus à leur emploi du temps (article L. 511-1).",
    "À défaut de retour à l’assiduité, je serai tenu, en application de l’article L. 131-8, de saisir le directeur académique des services de l’éducation nationale, qui peut vous adresser un avertissement vous rappelant vos obligations et les sanctions pénales encourues (articles R. 131-7 du code de l’éducation et R. 624-7 du code pénal).",
    "L’équipe éducative reste à votre disposition pour rechercher avec vous les moyens d’accompagner votre enfant.",
    "Je vous prie d’agréer, Madame, Monsieur, l’expression de mes salutations distinguées.",
  ],
  report: (facts) => [
    "Madame la directrice académique, Monsieur le directeur académique,",
    `En application de l’article L. 131-8 du code de l’éducation, j’ai l’honneur de vous signaler le défaut d’assiduité de ${facts.pupilName}, élève de la classe ${facts.className}.`,
    recorded(facts),
    "Le dialogue engagé avec les personnes responsables de l’enfant et les démarches rappelées ci-dessous n’ont pas permis le retour à l’assiduité.",
    "Je vous prie d’agréer, Madame la directrice académique, Monsieur le directeur académique, l’expression de ma considération distinguée.",
  ],
};

const STAGES = {
  dialogue: "Dialogue avec la famille",
  letter: "Courrier de rappel",
  report: "Signalement",
  closed: "Clôture du dossier",
};

/** Months and steps, for the authority: figures of the one count, dates of the school. */
const annexes = ({ months, steps }: LetterFacts) => [
  {
    margin: [0, 10, 0, 0] as [number, number, number, number],
    table: {
      headerRows: 1,
      widths: ["*", 110, 110],
      body: [
        ["Mois", "Demi-journées justifiées", "Demi-journées sans motif valable"],
        ...Object.entries(months)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([month, { halfDays: halves }]) => [
            monthName(month),
            String(halves.justified),
            String(halves.unjustified),
          ]),
      ],
    },
  },
  {
    margin: [0, 10, 0, 0] as [number, number, number, number],
    ul: steps.map(({ stage, on }) => `${dayName(on)} : ${STAGES[stage].toLowerCase()}`),
  },
];

/** A letter, one sheet a recipient, to be signed and posted: nothing is sent by printing it. */
export const caseLetter = (facts: LetterFacts): PaperDocument => ({
  pageMargins: [64, 56, 64, 56],
  defaultStyle: { font: "Roboto", fontSize: 10.5, lineHeight: 1.2 },
  content: facts.recipients.map(({ name, address }, index) => ({
    ...(index > 0 && { pageBreak: "before" as const }),
    stack: [
      { text: facts.schoolName, bold: true },
      { stack: [name, ...address], margin: [250, 28, 0, 0] },
      { text: `Le ${dayName(facts.today)}`, margin: [250, 18, 0, 0] },
      { text: `Objet : ${SUBJECTS[facts.kind]}`, bold: true, margin: [0, 24, 0, 12] },
      ...PARAGRAPHS[facts.kind](facts).map((text) => ({
        text,
        margin: [0, 0, 0, 8] as [number, number, number, number],
      })),
      ...(facts.kind === "report" ? annexes(facts) : []),
      { text: facts.signatory, margin: [250, 28, 0, 0] },
    ],
  })),
});
