/** The Lambda service refuses an invocation; `name` is the AWS exception, `status` its HTTP status. */
export class LambdaRefusal extends Error {
  readonly status: number;
  constructor(name: string, status: number, message: string) {
    super(message);
    this.name = name;
    this.status = status;
  }
}

export const stopping = (): LambdaRefusal => new LambdaRefusal("ServiceException", 503, "The runtime is stopping");
