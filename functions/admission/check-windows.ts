import type { FieldError } from "@preau/contract";
import { faultOfEnd } from "./check-end.ts";
import type { WindowDraft } from "./contract.ts";

/** What is wrong with planned windows, each fault with its field. */
export const faultsOfWindows = (windows: readonly WindowDraft[], now: Date): readonly FieldError[] =>
  windows.flatMap(({ since, until, weekdays }, index) => {
    const field = `body.windows.${index}`;
    return [
      ...faultOfEnd("window", `${field}.until`, until, now),
      ...(since !== undefined && Date.parse(since) >= Date.parse(until)
        ? [{ field: `${field}.since`, message: "Le début suit la fin : corrigez l’une des dates." }]
        : []),
      ...(new Set(weekdays).size < weekdays.length
        ? [{ field: `${field}.weekdays`, message: "Un jour est donné deux fois : retirez-le." }]
        : []),
    ];
  });
