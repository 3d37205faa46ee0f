import * as z from "zod";

type Json = Readonly<Record<string, unknown>>;

/** The named schemas of an OpenAPI document, gathered while its operations refer to them. */
export class Components {
  readonly schemas: Record<string, Json> = {};

  /** A reference to the schema as it is sent (`input`) or received (`output`); the definitions it needs join the components. */
  refer(schema: z.ZodType, io: "input" | "output"): Json {
    const {
      $schema: _schema,
      $id: _id,
      id: name,
      $defs = {},
      ...root
    } = z.toJSONSchema(schema, { target: "draft-2020-12", io, reused: "inline", unrepresentable: "any" }) as Json & {
      $defs?: Record<string, Json>;
    };
    for (const [id, definition] of Object.entries($defs)) this.#add(id, definition);
    if (typeof name !== "string") return this.#rewrite(root);
    this.#add(name, root);
    return { $ref: `#/components/schemas/${name}` };
  }

  #add(name: string, { $id: _id, id: _name, ...definition }: Json): void {
    this.schemas[name] = this.#rewrite(definition);
  }

  #rewrite(definition: Json): Json {
    return JSON.parse(JSON.stringify(definition).replaceAll('"#/$defs/', '"#/components/schemas/'));
  }
}
