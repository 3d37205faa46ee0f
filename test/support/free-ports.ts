import { createServer } from "node:net";

/** What `npm start` takes from its port on: the API, the issuer, the played federations, the inbox. */
const TAKEN = [0, 1, 2, 9];
/** Below the ports that the system lends to whoever asks for any, so that no other test is given one of ours meanwhile. */
const [FIRST, BLOCKS] = [15_000, 1_500];

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });

/** A port for `npm start` whose neighbours are free too. */
export const freePorts = async (): Promise<number> => {
  const port = FIRST + 10 * Math.floor(Math.random() * BLOCKS);
  const free = await Promise.all(TAKEN.map((offset) => isFree(port + offset)));
  return free.every(Boolean) ? port : freePorts();
};
