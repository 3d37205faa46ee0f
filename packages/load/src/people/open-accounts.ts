/** The function of identity that sets passwords, as the stage of this machine names it. */
const SET_PASSWORDS = "preau-local-identity-setPasswords";
/** A hash takes a tenth of a second of one core: more at once would outlast the function's minute. */
const AT_ONCE = 20;

interface Outcome {
  readonly login: string;
  readonly state: "set" | "opened" | "unknown";
}

const setPasswords = async (controlUrl: string, accounts: readonly object[]): Promise<readonly Outcome[]> => {
  const response = await fetch(`${controlUrl}/2015-03-31/functions/${SET_PASSWORDS}/invocations`, {
    method: "POST",
    body: JSON.stringify({ accounts }),
  });
  const answer: unknown = await response.json();
  if (!response.ok || !Array.isArray(answer))
    throw new Error(`the passwords could not be set (${response.status}): ${JSON.stringify(answer)}`);
  return answer;
};

/**
 * Gives people of a runtime of this machine the password of its demo, through its control endpoint, and says which of them it knows.
 * Someone who has that password already keeps it, and stays signed in.
 */
export const openAccounts = async (
  controlUrl: string,
  logins: readonly string[],
  password: string,
  tell: (done: number) => void = () => {},
): Promise<ReadonlySet<string>> => {
  const known = new Set<string>();
  for (let start = 0; start < logins.length; start += AT_ONCE) {
    const some = logins.slice(start, start + AT_ONCE);
    for (const { login, state } of await setPasswords(
      controlUrl,
      some.map((login) => ({ login, password })),
    ))
      if (state !== "unknown") known.add(login);
    tell(start + some.length);
  }
  return known;
};
