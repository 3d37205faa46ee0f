import { addDays } from "@preau/calendar";
import type { Day, FieldError } from "@preau/contract";
import { COUNCIL_NOTICE_DAYS, MAY_BE_SUSPENDED, suspensionBounds } from "../law.ts";
import type { Decision, SanctionKind } from "../measures-contract.ts";

const LASTS_DAYS: ReadonlySet<SanctionKind> = new Set(["class-suspension", "school-suspension"]);

const faultOfCouncil = (
  { kind, councilOn }: Pick<Decision, "kind" | "councilOn">,
  openedOn: Day,
  today: Day,
): string | undefined => {
  if (councilOn === undefined)
    return kind === "expulsion" ? "Seul le conseil de discipline peut prononcer une exclusion définitive." : undefined;
  if (councilOn > today) return "Le conseil de discipline n’a pas encore eu lieu.";
  if (councilOn < addDays(openedOn, COUNCIL_NOTICE_DAYS))
    return `Le conseil se réunit au plus tôt ${COUNCIL_NOTICE_DAYS} jours après la convocation.`;
  return undefined;
};

const faultOfSuspension = ({ kind, suspendedUntil }: Decision, today: Day): string | undefined => {
  if (suspendedUntil === undefined) return undefined;
  if (!MAY_BE_SUSPENDED.has(kind)) return "Un avertissement ou un blâme ne peut pas être assorti du sursis.";
  const { from, to } = suspensionBounds(kind, today);
  return suspendedUntil < from || suspendedUntil > to
    ? `Le sursis court au moins jusqu’au ${from} et au plus jusqu’au ${to}.`
    : undefined;
};

const faultOfDays = ({ kind, days }: Decision): string | undefined => {
  if (LASTS_DAYS.has(kind)) return days === undefined ? "Indiquez le nombre de jours, huit au plus." : undefined;
  return days === undefined ? undefined : "Seule une exclusion temporaire compte des jours : retirez ce champ.";
};

const faultOfFrom = ({ kind, from, suspendedUntil }: Decision, today: Day): string | undefined => {
  const carriedOut = LASTS_DAYS.has(kind) && suspendedUntil === undefined;
  if (carriedOut && from === undefined) return "Indiquez le premier jour de l’exclusion.";
  if (from !== undefined && suspendedUntil !== undefined) return "Une sanction avec sursis n’a pas encore de date.";
  return from !== undefined && from < today ? "Une sanction ne s’exécute pas avant d’être prononcée." : undefined;
};

const faultOfHours = ({ kind, hours }: Decision): string | undefined => {
  if (kind === "responsibility-measure")
    return hours === undefined ? "Indiquez le nombre d’heures, vingt au plus." : undefined;
  return hours === undefined
    ? undefined
    : "Seule une mesure de responsabilisation compte des heures : retirez ce champ.";
};

const faults = (found: Readonly<Record<string, string | undefined>>): readonly FieldError[] =>
  Object.entries(found).flatMap(([name, message]) =>
    message === undefined ? [] : [{ field: `body.${name}`, message }],
  );

/** What the law has against a decision taken today in a procedure opened on a day, each with its field. */
export const faultsOfDecision = (decision: Decision, openedOn: Day, today: Day): readonly FieldError[] =>
  faults({
    councilOn: faultOfCouncil(decision, openedOn, today),
    suspendedUntil: faultOfSuspension(decision, today),
    days: faultOfDays(decision),
    from: faultOfFrom(decision, today),
    hours: faultOfHours(decision),
  });

/** What the law has against carrying out a suspended sanction after all (R511-13-1 II): only the council does for an expulsion. */
export const faultsOfRevocation = (
  revoked: { readonly from?: Day | undefined; readonly councilOn?: Day | undefined },
  { kind, suspendedUntil }: { readonly kind: SanctionKind; readonly suspendedUntil: Day },
  today: Day,
): readonly FieldError[] => {
  const { from, councilOn } = revoked;
  const late = today > suspendedUntil ? "Le sursis est venu à son terme : il ne peut plus être révoqué." : undefined;
  const council =
    kind === "expulsion" && (councilOn === undefined || councilOn > today)
      ? "Seul le conseil de discipline révoque le sursis d’une exclusion définitive : indiquez le jour où il s’est tenu."
      : undefined;
  const without = LASTS_DAYS.has(kind) && from === undefined ? "Indiquez le premier jour de l’exclusion." : undefined;
  const before =
    from !== undefined && from < today ? "Une sanction ne s’exécute pas avant d’être prononcée." : undefined;
  return faults({ reason: late, councilOn: council, from: without ?? before });
};
