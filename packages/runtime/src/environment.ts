import * as z from "zod";

/** Variables that every function of a capability receives from the infrastructure. */
export const baseVariables = {
  CAPABILITY: z.string(),
  STAGE: z.string(),
  TABLE_NAME: z.string(),
};

/** Parses the environment once, at cold start; a missing variable stops the function there, naming it. */
export const readEnvironment = <Shape extends z.ZodRawShape>(shape: Shape): z.output<z.ZodObject<Shape>> => {
  const parsed = z.object(shape).safeParse(process.env);
  if (parsed.success) return parsed.data;
  throw new Error(
    `environment: ${parsed.error.issues.map((issue) => issue.path.join(".")).join(", ")} missing or wrong`,
  );
};
