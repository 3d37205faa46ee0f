import type { ProblemDocument } from "@preau/contract";

/** A refusal of the API: its problem document, whose title and field messages are French and may be shown as they are. */
export class ApiProblem extends Error {
  readonly document: ProblemDocument;

  constructor(document: ProblemDocument) {
    super(`${document.status} ${document.code}`);
    this.name = "ApiProblem";
    this.document = document;
  }

  get status(): number {
    return this.document.status;
  }

  get code(): string {
    return this.document.code;
  }
}

/** The problem of an answer; an answer that is not ours (a proxy, the gateway) is given a document all the same. */
export const problemOf = async (response: Response): Promise<ApiProblem> => {
  const text = await response.text();
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document === "object" && document !== null && "code" in document)
      return new ApiProblem(document as ProblemDocument);
  } catch {
    // Not JSON: the gateway or a proxy answered.
  }
  const title =
    response.status === 401 ? "Connectez-vous pour continuer." : "Le service n’a pas répondu comme prévu. Réessayez.";
  return new ApiProblem({
    type: "about:blank",
    title,
    status: response.status,
    code: response.status === 401 ? "unauthenticated" : "unexpected-answer",
    correlationId: response.headers.get("x-correlation-id") ?? "",
  });
};
