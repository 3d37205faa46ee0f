import { addDays, writtenDay } from "@preau/calendar";
import { erasedOn, SANCTION_LABELS } from "../law.ts";
import type { Measure } from "../measures-contract.ts";

/** What a family is told of a measure on paper. */
export interface Letter {
  readonly title: string;
  readonly paragraphs: readonly string[];
}

const childOf = ({ givenName, familyName, className }: Measure): string =>
  `${givenName} ${familyName}, élève de ${className}`;

const slotOf = ({ detention }: Measure): readonly string[] =>
  detention === undefined
    ? []
    : [
        `La retenue aura lieu le ${writtenDay(detention.day)}, de ${detention.start} à ${detention.end} (${detention.place}). La présence de l’élève est obligatoire.`,
      ];

const workOf = ({ work, dueOn }: Measure): readonly string[] => [
  ...(work === undefined ? [] : [`Travail à faire : ${work}`]),
  ...(dueOn === undefined ? [] : [`Ce travail est à rendre le ${writtenDay(dueOn)}.`]),
];

const ofPunishment = (measure: Measure): Letter => ({
  title: `Punition scolaire : ${measure.label}`,
  paragraphs: [
    `Je vous informe que ${childOf(measure)}, a fait l’objet le ${writtenDay(measure.day)} de la punition scolaire suivante : ${measure.label}.`,
    `Motif : ${measure.reason}`,
    ...slotOf(measure),
    ...workOf(measure),
    "Une punition est une mesure d’ordre intérieur : elle n’est pas inscrite au dossier administratif de l’élève.",
  ],
});

const ofProcedure = (
  measure: Measure,
  { facts, answerBy, interimExclusion }: NonNullable<Measure["procedure"]>,
): Letter => ({
  title: "Ouverture d’une procédure disciplinaire",
  paragraphs: [
    `Les faits suivants sont reprochés à ${childOf(measure)} : ${facts}`,
    "Ils peuvent donner lieu à l’une des sanctions que prévoit l’article R. 511-13 du code de l’éducation.",
    `Conformément à l’article R. 421-10-1 du même code, l’élève peut présenter sa défense, oralement ou par écrit, ou se faire assister par la personne de son choix, jusqu’au ${writtenDay(answerBy)} inclus. Vous pouvez, dans le même délai, produire vos observations. Le dossier peut être consulté auprès du chef d’établissement.`,
    ...(interimExclusion
      ? [
          "À titre conservatoire, l’accès à l’établissement est interdit à l’élève jusqu’à la fin de ce délai. Cette mesure n’est pas une sanction.",
        ]
      : []),
  ],
});

const executionOf = ({
  kind,
  days,
  hours,
  from,
  suspendedUntil,
}: NonNullable<Measure["decision"]>): readonly string[] => {
  const lasts = days === undefined ? [] : [`Sa durée est de ${days} ${days > 1 ? "jours" : "jour"}.`];
  const works =
    hours === undefined
      ? []
      : [`Sa durée est de ${hours} ${hours > 1 ? "heures" : "heure"}, en dehors des heures d’enseignement.`];
  const when =
    from === undefined
      ? []
      : [
          days === undefined
            ? `Elle prend effet le ${writtenDay(from)}.`
            : `Elle s’exécute du ${writtenDay(from)} au ${writtenDay(addDays(from, days - 1))} inclus.`,
        ];
  const inside =
    kind === "class-suspension" ? ["Pendant cette exclusion, l’élève est accueilli dans l’établissement."] : [];
  const suspended =
    suspendedUntil === undefined
      ? []
      : [
          `Cette sanction est assortie du sursis : elle ne sera exécutée que si de nouveaux faits, commis d’ici au ${writtenDay(suspendedUntil)}, conduisent à le révoquer (article R. 511-13-1).`,
        ];
  return [...lasts, ...works, ...when, ...inside, ...suspended];
};

const ofDecision = (measure: Measure, decision: NonNullable<Measure["decision"]>): Letter => {
  const { kind, decidedOn, motivation, councilOn } = decision;
  const gone = erasedOn(kind, decidedOn);
  const author =
    councilOn === undefined
      ? "j’ai prononcé"
      : `le conseil de discipline, réuni le ${writtenDay(councilOn)}, a prononcé`;
  return {
    title: `Notification d’une sanction : ${SANCTION_LABELS[kind]}`,
    paragraphs: [
      `Le ${writtenDay(decidedOn)}, ${author} à l’encontre de ${childOf(measure)}, la sanction suivante : ${SANCTION_LABELS[kind]}.`,
      `Motivation : ${motivation}`,
      ...executionOf(decision),
      gone === undefined
        ? "Cette sanction est inscrite au dossier administratif de l’élève jusqu’à la fin de sa scolarité dans le second degré."
        : `Cette sanction est inscrite au dossier administratif de l’élève ; elle en sera effacée le ${writtenDay(gone)}. En cas de changement d’établissement, l’élève peut en demander l’effacement.`,
      councilOn === undefined
        ? "Cette décision peut être contestée par un recours gracieux auprès du chef d’établissement, un recours hiérarchique auprès du recteur, ou devant le tribunal administratif dans un délai de deux mois."
        : "Cette décision peut être déférée au recteur de l’académie dans un délai de huit jours ; ce recours est un préalable obligatoire à la saisine du tribunal administratif.",
    ],
  };
};

const ofAnnulment = (measure: Measure): Letter => ({
  title: "Retrait d’une sanction",
  paragraphs: [
    `La sanction prononcée à l’encontre de ${childOf(measure)} (${measure.label}), est annulée et retirée de son dossier administratif.`,
  ],
});

const ofDismissal = (measure: Measure): Letter => ({
  title: "Clôture d’une procédure disciplinaire",
  paragraphs: [
    `La procédure disciplinaire ouverte à l’encontre de ${childOf(measure)}, est close sans sanction. Il n’en est gardé aucune trace dans son dossier administratif.`,
  ],
});

/** The letter a measure calls for as it stands; none for what was only asked for, or was cancelled. */
export const letterOf = (measure: Measure): Letter | undefined => {
  const { category, state, procedure, decision } = measure;
  if (category === "punishment") return state === "cancelled" ? undefined : ofPunishment(measure);
  if (state === "annulled") return ofAnnulment(measure);
  if (decision !== undefined) return ofDecision(measure, decision);
  if (procedure === undefined) return undefined;
  return state === "dismissed" ? ofDismissal(measure) : ofProcedure(measure, procedure);
};
