import { plainName } from "@preau/formats/link-key";

/** What two descriptions of people are compared by. */
export interface Described {
  readonly familyName: string;
  readonly birthName?: string | undefined;
  readonly givenName: string;
  readonly birthDate?: string | undefined;
  readonly sex?: "M" | "F" | undefined;
  readonly classCode?: string | undefined;
  readonly mail?: string | undefined;
  readonly phones?: readonly string[] | undefined;
}

export interface Match {
  /** 0 to 100. */
  readonly score: number;
  /** In French, for the person who decides. */
  readonly reasons: readonly string[];
}

/** From here on a person is asked; below, two people are two people. */
export const WORTH_ASKING = 50;

const digits = (phone: string): string => phone.replace(/\D/g, "").slice(-9);
const words = (name: string): string => plainName(name).split(" ").sort().join(" ");

const namesOf = ({ familyName, birthName }: Described): readonly string[] =>
  [familyName, birthName].flatMap((name) => (name === undefined ? [] : [words(name)]));

const nameScore = (a: Described, b: Described): readonly [number, string] => {
  const family = namesOf(a).some((name) => namesOf(b).includes(name));
  const [given, other] = [words(a.givenName), words(b.givenName)];
  if (family && given === other) return [50, "mêmes nom et prénom"];
  if (family && (given.startsWith(other) || other.startsWith(given))) return [40, "même nom, prénom proche"];
  const swapped = words(`${a.familyName} ${a.givenName}`) === words(`${b.familyName} ${b.givenName}`);
  return swapped ? [40, "mêmes mots dans un autre ordre"] : [0, ""];
};

/** How likely two descriptions are of one person. Names must agree somehow: a shared telephone or birthday alone is a family or chance. */
export const scoreMatch = (a: Described, b: Described): Match => {
  const [names, why] = nameScore(a, b);
  if (names === 0) return { score: 0, reasons: [] };
  let score = names;
  const reasons = [why];
  const weigh = (known: boolean, same: boolean, gain: number, loss: number, yes: string, no: string) => {
    if (!known) return;
    score += same ? gain : -loss;
    reasons.push(same ? yes : no);
  };
  const both = <K extends keyof Described>(name: K) => a[name] !== undefined && b[name] !== undefined;
  const sameBirth = a.birthDate === b.birthDate;
  weigh(both("birthDate"), sameBirth, 40, 30, "même date de naissance", "dates de naissance différentes");
  weigh(both("sex") && a.sex !== b.sex, false, 0, 20, "", "sexes différents");
  weigh(both("classCode") && a.classCode === b.classCode, true, 10, 0, "même classe", "");
  weigh(both("mail") && a.mail?.toLowerCase() === b.mail?.toLowerCase(), true, 30, 0, "même adresse électronique", "");
  const numbers = new Set(b.phones?.map(digits));
  weigh(a.phones?.some((phone) => numbers.has(digits(phone))) ?? false, true, 30, 0, "même téléphone", "");
  return { score: Math.max(0, Math.min(100, score)), reasons };
};
