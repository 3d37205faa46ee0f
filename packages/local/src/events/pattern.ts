type Test = (value: unknown) => boolean;

/**
 * Compiles an EventBridge event pattern, also the language of event source filters, into a test of events.
 * Throws on an operator that is not known: a rule must not silently match too much or nothing.
 */
export function compilePattern(pattern: unknown): Test {
  const fields = Object.entries(record(pattern)).map(([key, expected]): Test => {
    if (key === "$or") {
      const alternatives = list(expected).map(compilePattern);
      return (event) => alternatives.some((test) => test(event));
    }
    const test = Array.isArray(expected) ? anyOf(expected) : inside(compilePattern(expected));
    return (event) => test(isRecord(event) ? event[key] : undefined);
  });
  return (event) => fields.every((test) => test(event));
}

/** A list of values or operators: one must hold, for the value or, when it is a list, for one of its elements. */
function anyOf(expected: unknown[]): Test {
  const tests = expected.map(operator);
  return (value) => {
    const candidates = Array.isArray(value) && value.length > 0 ? value : [value];
    return tests.some((test) => candidates.some(test));
  };
}

/** A nested pattern: for an object, or for one of the objects of a list. An absent one still answers `exists: false`. */
function inside(test: Test): Test {
  return (value) => (Array.isArray(value) ? value.some(test) : test(value));
}

function operator(expected: unknown): Test {
  if (!isRecord(expected)) return (value) => value === expected;
  const [[name, argument] = ["", undefined], ...others] = Object.entries(expected);
  if (others.length > 0) throw new Error(`one operator at a time: ${JSON.stringify(expected)}`);
  switch (name) {
    case "exists":
      return (value) => (value !== undefined && !isRecord(value)) === argument;
    case "numeric":
      return numeric(list(argument));
    case "anything-but":
      return anythingBut(argument);
    case "prefix":
    case "suffix":
    case "wildcard":
    case "equals-ignore-case":
      return text(name, argument);
    default:
      throw new Error(`unknown operator "${name}" in an event pattern`);
  }
}

function anythingBut(argument: unknown): Test {
  const refused = isRecord(argument)
    ? nestedText(argument)
    : list(argument).map(
        (item): Test =>
          (value) =>
            value === item,
      );
  return (value) => value !== undefined && !isRecord(value) && !refused.some((test) => test(value));
}

/** `{ "prefix": ["a", "b"] }` within anything-but. */
function nestedText(argument: Record<string, unknown>): Test[] {
  return Object.entries(argument).flatMap(([name, items]) => list(items).map((item) => text(name, item)));
}

function text(name: string, argument: unknown): Test {
  if (isRecord(argument)) {
    const folded = text(name, String(argument["equals-ignore-case"]).toLowerCase());
    return (value) => typeof value === "string" && folded(value.toLowerCase());
  }
  const expected = String(argument);
  const compare: Record<string, (value: string) => boolean> = {
    prefix: (value) => value.startsWith(expected),
    suffix: (value) => value.endsWith(expected),
    wildcard: (value) => wildcard(expected).test(value),
    "equals-ignore-case": (value) => value.toLowerCase() === expected.toLowerCase(),
  };
  const test = compare[name];
  if (test === undefined) throw new Error(`unknown operator "${name}" in an event pattern`);
  return (value) => typeof value === "string" && test(value);
}

/** `*` stands for any characters, `\*` for a star. */
function wildcard(expected: string): RegExp {
  const parts = expected.split(/(\\.|\*)/).map((part) => {
    if (part === "*") return ".*";
    return part.replace(/^\\(.)$/, "$1").replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  });
  return new RegExp(`^${parts.join("")}$`, "s");
}

function numeric(argument: unknown[]): Test {
  const bounds: ((value: number) => boolean)[] = [];
  for (let index = 0; index < argument.length; index += 2) {
    const bound = Number(argument[index + 1]);
    const compare: Record<string, (value: number) => boolean> = {
      "=": (value) => value === bound,
      "<": (value) => value < bound,
      "<=": (value) => value <= bound,
      ">": (value) => value > bound,
      ">=": (value) => value >= bound,
    };
    const test = compare[String(argument[index])];
    if (test === undefined) throw new Error(`unknown comparison ${argument[index]} in an event pattern`);
    bounds.push(test);
  }
  return (value) => typeof value === "number" && bounds.every((test) => test(value));
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

function record(value: unknown): Record<string, unknown> {
  if (!isRecord(value)) throw new Error(`an event pattern is an object, not ${JSON.stringify(value)}`);
  return value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
