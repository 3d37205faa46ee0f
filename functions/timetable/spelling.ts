/** A name as it is compared: neither accents, case nor punctuation count (« Le Goff-Élie » is `LE GOFF ELIE`). Plain ASCII. */
export const sortable = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/[œŒ]/g, "OE")
    .replace(/[æÆ]/g, "AE")
    .replace(/\p{M}/gu, "")
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, " ")
    .trim();
