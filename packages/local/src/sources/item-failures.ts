/**
 * Reads the answer of a function that reports partial failures: the identifiers of the failed items.
 * An answer without the list means success; a list that names nothing known means that the whole batch failed
 * (undefined), as AWS treats it.
 */
export function itemFailures(payload: string, known: readonly string[]): string[] | undefined {
  const answer: unknown = JSON.parse(payload);
  if (typeof answer !== "object" || answer === null || !("batchItemFailures" in answer)) return [];
  const failures = answer.batchItemFailures;
  if (failures === null || failures === undefined) return [];
  if (!Array.isArray(failures)) return undefined;
  const ids = failures.map((failure: { itemIdentifier?: unknown } | null) => failure?.itemIdentifier);
  return ids.every((id) => typeof id === "string" && known.includes(id)) ? ids.map(String) : undefined;
}
