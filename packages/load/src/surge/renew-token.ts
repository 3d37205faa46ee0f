import { isRetryable, waitBefore } from "@preau/sdk/retry-budget";
import type { Wire } from "../generator/intent.ts";
import type { Session } from "../people/session.ts";

/** As an application asks: it cannot do without, so it asks four times; ten seconds end it all the same. */
const ATTEMPTS = 4;

/** Renews somebody's token as an application does, trying again under pressure. Throws when the issuer will not. */
export const renewToken = async (session: Session, wire: Wire): Promise<void> => {
  for (let tried = 1; ; tried += 1) {
    const last = tried >= ATTEMPTS;
    try {
      const response = await session.renew(wire.fetch);
      if (response.ok) return;
      if (last || !isRetryable(response.status)) throw new Error(`the issuer answered ${response.status}`);
      await wire.wait(waitBefore(tried, response.headers.get("retry-after")));
    } catch (error) {
      if (last || (error instanceof Error && error.message.startsWith("the issuer"))) throw error;
      await wire.wait(waitBefore(tried, null));
    }
  }
};
