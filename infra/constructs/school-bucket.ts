import { Duration, RemovalPolicy, Validations } from "aws-cdk-lib";
import { BlockPublicAccess, Bucket, BucketEncryption, HttpMethods } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import type { Stage } from "../stages.ts";

/** Files of a capability: reached by presigned addresses only, gone after the days its manifest says. */
export class SchoolBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, { name, days, stage }: { name: string; days: number; stage: Stage }) {
    super(scope, `${name}-bucket`);
    this.bucket = new Bucket(this, "bucket", {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [{ expiration: Duration.days(days), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      cors: [{ allowedMethods: [HttpMethods.PUT], allowedOrigins: [stage.portal], allowedHeaders: ["content-type"] }],
    });
    Validations.of(this.bucket).acknowledge({
      id: "AwsSolutions-S1",
      reason:
        "Each object is put and read under a job or a document of the capability's table that records who asked for it, and lives as long as its manifest says.",
    });
  }
}
