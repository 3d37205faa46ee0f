import type { Tokens } from "@preau/demo/sign-in";

/** What a phone keeps of a sign-in. */
export interface KeptTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** Whether an access token still serves for so long. */
export const lasts = ({ expiresAt }: KeptTokens, milliseconds: number, now = Date.now()): boolean =>
  expiresAt - now > milliseconds;

export const kept = ({ accessToken, refreshToken, expiresIn }: Tokens, now = Date.now()): KeptTokens => ({
  accessToken,
  refreshToken,
  expiresAt: now + expiresIn * 1000,
});

/** How an application asks for a new access token: the body of `POST /token`. */
export const renewalOf = (refreshToken: string): URLSearchParams =>
  new URLSearchParams({ grant_type: "refresh_token", client_id: "preau-cli", refresh_token: refreshToken });

/** What the issuer answered a renewal with. */
export interface Renewed {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly expires_in: number;
}

/** The tokens of one person over a run: those of the last renewal that was answered. */
export class Session {
  readonly issuerUrl: string;
  #tokens: KeptTokens;

  constructor(issuerUrl: string, tokens: KeptTokens) {
    this.issuerUrl = issuerUrl;
    this.#tokens = tokens;
  }

  get tokens(): KeptTokens {
    return this.#tokens;
  }

  /** Asks for new tokens, once; keeps them when they come. The caller tries again as an application would. */
  async renew(send: typeof fetch = fetch): Promise<Response> {
    const response = await send(`${this.issuerUrl}/token`, {
      method: "POST",
      body: renewalOf(this.#tokens.refreshToken),
    });
    if (!response.ok) return response;
    const renewed = (await response.clone().json()) as Renewed;
    this.#tokens = kept({
      accessToken: renewed.access_token,
      refreshToken: renewed.refresh_token,
      expiresIn: renewed.expires_in,
    });
    return response;
  }
}
