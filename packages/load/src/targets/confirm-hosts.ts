/** Whether an address can only be this machine's: no name is looked up. */
export const isLoopback = (address: string): boolean => {
  const { hostname } = new URL(address);
  return (
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    hostname === "[::1]" ||
    /^127(\.\d+){3}$/.test(hostname)
  );
};

/**
 * Makes sure that whoever aims at another machine means it: each host must have been repeated exactly on the command line, or is typed now.
 * `ask` is absent where nobody can type. Throws, before anything is sent, when a host is not confirmed.
 */
export const confirmHosts = async (
  addresses: readonly string[],
  owned: readonly string[],
  ask?: (question: string) => Promise<string>,
): Promise<void> => {
  const hosts = new Set(addresses.filter((address) => !isLoopback(address)).map((address) => new URL(address).host));
  for (const host of hosts) {
    if (owned.includes(host)) continue;
    const typed = await ask?.(
      `${host} is not this machine. A load test of a service that is not yours is an attack.\nType its name if it is yours to load: `,
    );
    if (typed?.trim() !== host)
      throw new Error(
        `${host} was not confirmed: nothing was sent. Repeat its name exactly with --i-own-this-target ${host}`,
      );
  }
};
