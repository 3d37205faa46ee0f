import type * as z from "zod";

/** A fact that other capabilities may react to. Additive changes only; anything else is a new version. */
export interface DomainEvent<Schema extends z.ZodType = z.ZodType> {
  readonly name: `${string}.v${number}`;
  /** The capability whose table stream it leaves by. */
  readonly owner: string;
  readonly schema: Schema;
  readonly example: z.input<Schema>;
}

/** Declares an event; its example is validated by the generic tests and becomes its documentation. */
export const domainEvent = <const Schema extends z.ZodType>(event: DomainEvent<Schema>): DomainEvent<Schema> => event;

/** The payload of an event. */
export type Payload<E extends DomainEvent> = z.output<E["schema"]>;
