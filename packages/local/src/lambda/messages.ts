/** What the pool says to an environment: run this event. */
export interface InvokeMessage {
  readonly requestId: string;
  readonly payload: string;
  /** Milliseconds since the epoch after which the environment is killed. */
  readonly deadline: number;
  readonly arn: string;
  readonly traceId: string;
  /** Asks for the processor time of the invocation. */
  readonly measured?: boolean;
}

/** What an environment says: it is ready, its start failed, or the invocation ended. Payloads are JSON texts. */
export type EnvironmentMessage =
  | { readonly kind: "ready" }
  | { readonly kind: "result"; readonly payload: string; readonly cpuMs?: number | undefined }
  | { readonly kind: "error"; readonly payload: string; readonly cpuMs?: number | undefined };
