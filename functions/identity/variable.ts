/** A variable of the environment; the function stops at cold start, naming it, when the infrastructure forgot it. */
export const variable = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(`environment: ${name} missing`);
  return value;
};
