import type { Capability } from "@preau/contract";
import { Duration, RemovalPolicy, Validations } from "aws-cdk-lib";
import { BlockPublicAccess, Bucket, BucketEncryption, HttpMethods } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import type { Stage } from "../stages.ts";

/** Files on their way in: reached by presigned addresses only, gone after 30 days. */
export class SchoolBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, { capability, stage }: { capability: Capability; stage: Stage }) {
    super(scope, `${capability.name}-bucket`);
    this.bucket = new Bucket(this, "bucket", {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [{ expiration: Duration.days(30), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      cors: [{ allowedMethods: [HttpMethods.PUT], allowedOrigins: [stage.portal], allowedHeaders: ["content-type"] }],
    });
    Validations.of(this.bucket).acknowledge({
      id: "AwsSolutions-S1",
      reason:
        "Objects are imports that live 30 days; each is put and read under an import job that records who asked for it.",
    });
  }
}
