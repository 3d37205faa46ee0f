import { type Configuration, errors, type KoaContextWithOIDC } from "oidc-provider";
import { pageHeaders } from "../http/reply.ts";
import { expiredPage, messagePage } from "../pages/message-page.ts";
import { signOutPage } from "../pages/sign-out-page.ts";

const show = (ctx: KoaContextWithOIDC, page: string, formTargets: readonly string[] = []): void => {
  ctx.set(pageHeaders(formTargets));
  ctx.body = page;
};

/** The page of a request that cannot go on: what to do, and the protocol's code for whoever is asked for help. */
export const renderError: NonNullable<Configuration["renderError"]> = (ctx, out, error) => {
  if (error instanceof errors.SessionNotFound) return show(ctx, expiredPage());
  if (out.error === "server_error")
    return show(
      ctx,
      messagePage(
        "Le service ne répond pas comme prévu",
        "Réessayez dans quelques minutes. Si cela dure, prévenez l’établissement.",
      ),
    );
  show(
    ctx,
    messagePage(
      "La connexion n’a pas pu commencer",
      "L’application qui vous a conduit ici a envoyé une demande que nous ne pouvons pas accepter. Revenez-y et recommencez.",
      `Si cela se répète, signalez ce code à l’établissement : ${out.error}.`,
    ),
  );
};

/** The question before signing out: without it, any page could sign people out behind their back. */
export const askSignOut = (ctx: KoaContextWithOIDC): void => {
  const { secret, postLogoutRedirectUri } = (ctx.oidc.session?.state ?? {}) as Record<string, string | undefined>;
  const target = URL.parse(postLogoutRedirectUri ?? "")?.origin;
  show(ctx, signOutPage(secret ?? ""), target === undefined ? [] : [target]);
};

export const signedOut = (ctx: KoaContextWithOIDC): void =>
  show(ctx, messagePage("Vous êtes déconnecté", "Sur un ordinateur partagé, fermez aussi les fenêtres du navigateur."));
