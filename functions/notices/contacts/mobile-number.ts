/** Mobile numbers of the national plan by their prefix, with the country code under which each territory is dialled (ARCEP, plan de numérotation). */
const TERRITORIES: readonly (readonly [prefix: RegExp, countryCode: string])[] = [
  [/^069[01]/, "590"],
  [/^069[23]/, "262"],
  [/^0639/, "262"],
  [/^0694/, "594"],
  [/^069[67]/, "596"],
  [/^0[67]/, "33"],
];

/** Country codes of the French plan; elsewhere nothing tells a mobile number from another. */
const FRENCH = ["33", ...new Set(TERRITORIES.map(([, code]) => code))];

const inE164 = (number: string): string | undefined => {
  const digits = number.replace(/\(0\)|[^+\d]/g, "").replace(/^00/, "+");
  if (digits.startsWith("+")) {
    const code = FRENCH.find((one) => digits.startsWith(`+${one}`));
    if (code === undefined) return /^\+[1-9]\d{6,14}$/.test(digits) ? digits : undefined;
    return inE164(`0${digits.slice(code.length + 1).replace(/^0/, "")}`);
  }
  const territory = TERRITORIES.find(([prefix]) => prefix.test(digits));
  return territory !== undefined && digits.length === 10 ? `+${territory[1]}${digits.slice(1)}` : undefined;
};

/** The first number of a list that takes SMS, in E.164: a French mobile, or a number of another country. */
export const mobileOf = (phones: readonly string[]): string | undefined =>
  phones.map(inE164).find((number) => number !== undefined);
