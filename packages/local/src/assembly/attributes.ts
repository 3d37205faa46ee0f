import { accountId, region } from "../engines/aws-call.ts";
import type { Stack } from "./read-assembly.ts";
import type { AttributeOf, Resolve } from "./resolve.ts";

/** Addresses that exist only once the runtime has chosen its ports. */
export interface Addresses {
  readonly sqs: string;
  /** Base URL of the HTTP API of this name. */
  readonly api: (name: string) => string;
}

/** Tells what `Ref` and `Fn::GetAtt` give on this machine; names are stable between runs, so data is found again. */
export function attributesAt(addresses: Addresses): AttributeOf {
  return (stack, id, attribute, resolve) => {
    const resource = stack.resources[id];
    if (resource === undefined) throw new Error(`${stack.name} has no resource ${id}`);
    const name = physicalName(stack, id, resolve);
    const arn = (service: string, path: string) => `arn:aws:${service}:${region}:${accountId}:${path}`;
    const given = (values: Record<string, string>): string => {
      const value = values[attribute];
      if (value === undefined)
        throw new Error(`unknown attribute ${attribute} of ${stack.name}/${id} (${resource.Type})`);
      return value;
    };
    switch (resource.Type) {
      case "AWS::DynamoDB::GlobalTable":
      case "AWS::DynamoDB::Table": {
        const table = arn("dynamodb", `table/${name}`);
        return given({ Ref: name, Arn: table, StreamArn: `${table}/stream/local`, TableId: name });
      }
      case "AWS::Lambda::Function":
        return given({ Ref: name, Arn: arn("lambda", `function:${name}`) });
      case "AWS::Lambda::Alias":
      case "AWS::Lambda::Version": {
        const target = functionNameOf(String(resolve(stack, resource.Properties.FunctionName)));
        const qualifier = resource.Type.endsWith("Alias") ? String(resolve(stack, resource.Properties.Name)) : "1";
        const qualified = arn("lambda", `function:${target}:${qualifier}`);
        return given({ Ref: qualified, AliasArn: qualified, FunctionArn: qualified, Version: "1" });
      }
      case "AWS::SQS::Queue": {
        const url = `${addresses.sqs}/${accountId}/${name}`;
        return given({ Ref: url, QueueUrl: url, Arn: arn("sqs", name), QueueName: name });
      }
      case "AWS::S3::Bucket":
        return given({
          Ref: name,
          Arn: `arn:aws:s3:::${name}`,
          DomainName: `${name}.s3.amazonaws.com`,
          RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
        });
      case "AWS::Events::EventBus":
        return given({ Ref: name, Name: name, Arn: arn("events", `event-bus/${name}`) });
      case "AWS::Events::Rule":
        return given({ Ref: name, Arn: arn("events", `rule/${name}`) });
      case "AWS::ApiGatewayV2::Api":
        return given({ Ref: name, ApiId: name, ApiEndpoint: addresses.api(name) });
      case "AWS::ApiGatewayV2::Stage":
        return String(resolve(stack, resource.Properties.StageName));
      default:
        // A resource without local counterpart: its name and attributes exist, and lead nowhere.
        return attribute === "Ref" ? name : arn("local", `${name}/${attribute}`);
    }
  };
}

const nameProperty: Readonly<Record<string, string>> = {
  "AWS::ApiGatewayV2::Api": "Name",
  "AWS::DynamoDB::GlobalTable": "TableName",
  "AWS::DynamoDB::Table": "TableName",
  "AWS::Events::EventBus": "Name",
  "AWS::Events::Rule": "Name",
  "AWS::Lambda::Function": "FunctionName",
  "AWS::S3::Bucket": "BucketName",
  "AWS::SQS::Queue": "QueueName",
};

/** The name given in the template, else one made of the stack and logical id. */
export function physicalName(stack: Stack, id: string, resolve: Resolve): string {
  const resource = stack.resources[id];
  const given = resolve(stack, resource?.Properties[nameProperty[resource.Type] ?? ""]);
  if (typeof given === "string") return given;
  const name = `${stack.name}-${id}`;
  if (resource?.Type === "AWS::S3::Bucket") return name.toLowerCase();
  return resource?.Type === "AWS::SQS::Queue" && resource.Properties.FifoQueue === true ? `${name}.fifo` : name;
}

/** Name of the function that an ARN, an alias, a version or an API Gateway integration URI leads to. */
export function functionNameOf(arnOrName: string): string {
  return arnOrName.match(/:function:([^:/]+)/)?.[1] ?? arnOrName.replace(/:.*$/, "");
}
