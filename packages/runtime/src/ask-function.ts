import * as z from "zod";
import { openSignedRequests, signingVariables } from "./signed-request.ts";

/** What a function that `invokes` others finds in its environment. */
export const askVariables = {
  ...signingVariables,
  STAGE: z.string(),
  AWS_ENDPOINT_URL_LAMBDA: z.string().optional(),
};

const TIMEOUT_MS = 5_000;

/**
 * Asks functions of other capabilities and waits for the answer: for what must be true now, not as of the last event. The answer is
 * checked against `schema`; a function that fails or cannot run throws, so that the caller's queue tries again.
 */
export const openAsk = (environment: z.output<z.ZodObject<typeof askVariables>>) => {
  const { STAGE, AWS_REGION, AWS_ENDPOINT_URL_LAMBDA } = environment;
  const request = openSignedRequests("lambda", environment);
  const base = AWS_ENDPOINT_URL_LAMBDA ?? `https://lambda.${AWS_REGION}.amazonaws.com`;
  return async <Answer>(
    capability: string,
    name: string,
    question: object,
    schema: z.ZodType<Answer>,
  ): Promise<Answer> => {
    const url = new URL(`/2015-03-31/functions/preau-${STAGE}-${capability}-${name}/invocations?Qualifier=live`, base);
    const headers = { "content-type": "application/json" };
    const answer = await request({ url, headers, body: JSON.stringify(question), timeoutMs: TIMEOUT_MS });
    if (!answer.ok || answer.headers.has("x-amz-function-error"))
      throw new Error(`${capability}.${name} answered ${answer.status}`);
    return schema.parse(await answer.json());
  };
};
