import type { RecordReader } from "./record-reader.ts";

/** The current form (RNIE), the older one (BEA), and that of apprentices. */
const ineForms = /^(?:[0-9_]{9}[A-Z]{2}|[0-9_]{10}[A-Z]|[0-9_]{4}A[0-9_]{5}[A-Z])$/;

/** Whether `text` has one of the three forms of a national pupil number. The check rule of the letters is not public: they are not checked. */
export function looksLikeIne(text: string): boolean {
  return ineForms.test(text);
}

/** The national number in the first of `names` that holds one; another form is a warning and is left out. */
export function readIne(attributes: RecordReader, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const ine = attributes.one(name);
    if (ine === undefined) continue;
    if (looksLikeIne(ine)) return ine;
    attributes.warn(
      name,
      `« ${ine} » n’a pas la forme d’un INE : il est ignoré. Corrigez-le dans l’application d’origine.`,
    );
  }
  return undefined;
}
