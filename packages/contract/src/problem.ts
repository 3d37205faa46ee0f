/** One wrong place in a request: where it is (`body.marks.0.pupilId`) and, in French, what to do about it. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** How a problem code is answered: its HTTP status and its title, in French, for the person who reads it. */
export interface ProblemSpec {
  readonly status: number;
  readonly title: string;
}

export type Problems = Readonly<Record<string, ProblemSpec>>;

/** What a problem may add to its code. `current` is the state that won, for a client that lost a race. */
export interface ProblemDetails {
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  readonly current?: unknown;
}

/** Problems that any route may answer. */
export const kernelProblems = {
  "invalid-request": { status: 400, title: "La demande contient une erreur : corrigez les champs indiqués." },
  unauthenticated: { status: 401, title: "Connectez-vous pour continuer." },
  "signed-out": { status: 401, title: "Vous avez été déconnecté : connectez-vous de nouveau." },
  blocked: {
    status: 403,
    title: "Votre accès à cet établissement est suspendu. Adressez-vous à la direction de l’établissement.",
  },
  forbidden: { status: 403, title: "Votre profil ne permet pas cette action." },
  "not-found": { status: 404, title: "Cet élément n’existe pas ou ne vous est pas accessible." },
  "outside-hours": {
    status: 403,
    title: "L’accès à ce service est limité à certaines heures en ce moment.",
  },
  "version-conflict": {
    status: 409,
    title: "Quelqu’un d’autre a modifié cet élément : relisez-le avant d’enregistrer de nouveau.",
  },
  "unsupported-media-type": { status: 415, title: "Envoyez le contenu au format JSON (application/json)." },
  "idempotency-key-reused": { status: 422, title: "Cette clé d’envoi a déjà servi pour un autre contenu." },
  "too-many-requests": { status: 429, title: "Trop de demandes en peu de temps. Réessayez dans quelques secondes." },
  "internal-error": {
    status: 500,
    title: "Une erreur imprévue est survenue. Réessayez ; rien n’a été enregistré à moitié.",
  },
  "capability-off": {
    status: 503,
    title: "Ce service est arrêté pour le moment ; les autres fonctionnent. Réessayez plus tard.",
  },
  "temporarily-unavailable": { status: 503, title: "Le service est très demandé. Réessayez dans quelques secondes." },
} as const satisfies Problems;

/** A refusal with a code declared in a contract; the runtime turns it into an RFC 9457 document. */
export class ProblemError extends Error {
  readonly code: string;
  readonly details: ProblemDetails;

  constructor(code: string, details: ProblemDetails = {}) {
    super(code);
    this.name = "ProblemError";
    this.code = code;
    this.details = details;
  }
}

/** Builds the refusal to throw: `throw problem("not-found")`. The code must be declared by the capability or the kernel. */
export const problem = (code: string, details?: ProblemDetails): ProblemError => new ProblemError(code, details);
