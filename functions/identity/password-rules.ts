/** Shorter than this, a password is guessed however slowly tries are let through (CNIL, recommendation of 2022). */
const SHORTEST = { staff: 12, family: 8 } as const;

/** What most people choose, in France and elsewhere; compared without case, digits at the end left out. */
const COMMON = new Set(
  "azerty azertyuiop qwerty qwertyuiop motdepasse password passw secret soleil bonjour doudou marseille loulou chouchou football iloveyou jetaime admin bienvenue welcome college lycee ecole preau maman papa princesse nicolas camille vacances".split(
    " ",
  ),
);

/** One sign again and again, or a run of the keyboard or the alphabet. */
const isRun = (text: string): boolean =>
  new Set(text).size <= 2 ||
  ["0123456789876543210", "abcdefghijklmnopqrstuvwxyz", "azertyuiopqsdfghjklm"].some((run) => run.includes(text));

const plain = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");

export interface Chooser {
  readonly login: string;
  /** Whether the account works in a school: it opens what concerns others. */
  readonly staff: boolean;
}

/** How long a password must be for this person. */
export const shortestFor = ({ staff }: Pick<Chooser, "staff">): number => (staff ? SHORTEST.staff : SHORTEST.family);

/**
 * In French, what is wrong with a password, or nothing. Length is what counts: no capital, digit or sign is demanded (NIST SP 800-63B
 * §5.1.1.2), but nothing that is tried first.
 */
export const passwordFault = (password: string, chooser: Chooser): string | undefined => {
  const shortest = shortestFor(chooser);
  if ([...password].length < shortest)
    return `Ce mot de passe est trop court : il faut au moins ${shortest} caractères. Une phrase convient très bien.`;
  if (password.length > 200) return "Ce mot de passe est trop long : 200 caractères au plus.";
  const reduced = plain(password);
  const word = reduced.replace(/\d+$/, "");
  const parts = chooser.login
    .split(".")
    .map(plain)
    .filter((part) => part.length > 2);
  if (COMMON.has(word) || (reduced !== "" && isRun(reduced)) || isRun(password.toLowerCase()))
    return "Ce mot de passe est l’un des premiers que l’on essaie : choisissez-en un autre.";
  const beyond = parts.reduce((rest, part) => rest.replaceAll(part, ""), word);
  if (beyond !== word && beyond.length < 4) return "Ce mot de passe ressemble à votre nom : choisissez-en un autre.";
  return undefined;
};
