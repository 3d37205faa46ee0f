import { accountId, region } from "../engines/aws-call.ts";
import type { Stack } from "./read-assembly.ts";

/** Replaces the CloudFormation intrinsics of a value by what they stand for on this machine. */
export type Resolve = (stack: Stack, value: unknown) => unknown;

/** What `Ref` (attribute "Ref") and `Fn::GetAtt` give for a resource. */
export type AttributeOf = (stack: Stack, id: string, attribute: string, resolve: Resolve) => unknown;

/**
 * Builds the resolver of an assembly. `AWS::NoValue` and absent branches become undefined and vanish from their
 * parent. Throws, naming the intrinsic, when it meets one that the local runtime does not know.
 */
export function createResolve(stacks: readonly Stack[], attributeOf: AttributeOf): Resolve {
  const resolve: Resolve = (stack, value) => {
    if (typeof value === "string" && value.includes("{{resolve:"))
      throw new Error(`unknown dynamic reference ${value}`);
    if (Array.isArray(value)) return value.map((item) => resolve(stack, item)).filter((item) => item !== undefined);
    if (!isRecord(value)) return value;
    const [only, ...others] = Object.keys(value);
    if (only !== undefined && others.length === 0 && (only === "Ref" || only.startsWith("Fn::"))) {
      return intrinsic(stack, only, value[only]);
    }
    const entries = Object.entries(value).map(([key, item]) => [key, resolve(stack, item)] as const);
    return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
  };

  const intrinsic = (stack: Stack, name: string, argument: unknown): unknown => {
    if (name === "Fn::If") {
      const [condition, then, otherwise] = list(argument);
      return resolve(stack, holds(stack, { Condition: condition }) ? then : otherwise);
    }
    if (name === "Fn::Sub") return substitute(stack, argument);
    const value = resolve(stack, argument);
    const [first, second, third] = Array.isArray(value) ? value : [value];
    switch (name) {
      case "Ref":
        return reference(stack, String(value));
      case "Fn::GetAtt": {
        const [id, ...path] = Array.isArray(value) ? value.map(String) : String(value).split(".");
        return attributeOf(stack, id ?? "", path.join("."), resolve);
      }
      case "Fn::ImportValue":
        return imported(String(value));
      case "Fn::Join":
        return list(second).map(String).join(String(first));
      case "Fn::Split":
        return String(second).split(String(first));
      case "Fn::Select":
        return list(second)[Number(first)];
      case "Fn::FindInMap":
        return stack.mappings[String(first)]?.[String(second)]?.[String(third)];
      default:
        throw new Error(`unknown intrinsic ${name}`);
    }
  };

  const reference = (stack: Stack, name: string): unknown => {
    if (name in pseudoParameters) return pseudoParameters[name];
    if (name === "AWS::StackName") return stack.name;
    if (name === "AWS::StackId") return `arn:aws:cloudformation:${region}:${accountId}:stack/${stack.name}/local`;
    if (name in stack.parameters) return stack.parameters[name]?.Default;
    return attributeOf(stack, name, "Ref", resolve);
  };

  const imported = (name: string): unknown => {
    for (const stack of stacks) {
      for (const { Value, Export } of Object.values(stack.outputs)) {
        if (Export !== undefined && resolve(stack, Export.Name) === name) return resolve(stack, Value);
      }
    }
    throw new Error(`no stack exports ${name}`);
  };

  const substitute = (stack: Stack, argument: unknown): string => {
    const [text, variables] = Array.isArray(argument) ? argument : [argument, {}];
    return String(text).replaceAll(/\$\{(!?)([^}]+)\}/g, (_match, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (isRecord(variables) && name in variables) return String(resolve(stack, variables[name]));
      return String(resolve(stack, name.includes(".") ? { "Fn::GetAtt": name } : { Ref: name }));
    });
  };

  const holds = (stack: Stack, condition: unknown): boolean => conditionHolds(stack, condition, resolve);
  return resolve;
}

/** Whether a condition (`{ Condition: name }` or a condition function) is true on this machine. */
export function conditionHolds(stack: Stack, condition: unknown, resolve: Resolve): boolean {
  if (!isRecord(condition)) throw new Error(`unknown condition ${JSON.stringify(condition)}`);
  const [name] = Object.keys(condition);
  const argument = condition[name ?? ""];
  const each = () => list(argument).map((item) => conditionHolds(stack, item, resolve));
  switch (name) {
    case "Condition":
      return conditionHolds(stack, stack.conditions[String(argument)], resolve);
    case "Fn::Equals": {
      const [left, right] = list(resolve(stack, argument));
      return left === right;
    }
    case "Fn::Not":
      return !each()[0];
    case "Fn::And":
      return each().every(Boolean);
    case "Fn::Or":
      return each().some(Boolean);
    default:
      throw new Error(`unknown condition function ${name}`);
  }
}

const pseudoParameters: Readonly<Record<string, unknown>> = {
  "AWS::Region": region,
  "AWS::AccountId": accountId,
  "AWS::Partition": "aws",
  "AWS::URLSuffix": "amazonaws.com",
  "AWS::NoValue": undefined,
};

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
