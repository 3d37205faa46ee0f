const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const FIRST_YEAR = 2000;

/**
 * An id that says of which school year it is by its first two letters: what is kept over several years is found by its id alone.
 * `newId` gives the rest.
 */
export const yearlyId = (prefix: string, schoolYear: number, newId: (prefix: string) => string): string => {
  const count = schoolYear - FIRST_YEAR;
  return `${prefix}_${ALPHABET[count >> 5] ?? ""}${ALPHABET[count & 31] ?? ""}${newId(prefix).slice(-11)}`;
};

/** The school year an id is of. */
export const schoolYearOfId = (id: string): number => {
  const [high = "", low = ""] = id.slice(id.indexOf("_") + 1);
  return FIRST_YEAR + ALPHABET.indexOf(high) * 32 + ALPHABET.indexOf(low);
};
