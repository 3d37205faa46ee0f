import { describe, expect, it } from "vitest";
import { confirmHosts, isLoopback } from "./confirm-hosts.ts";

describe("whose machine it is", () => {
  it.each([
    "http://localhost:8080",
    "http://127.0.0.1",
    "http://127.9.9.9:1",
    "http://[::1]:8080",
    "http://preau.localhost",
  ])("%s can only be this one", (address) => expect(isLoopback(address)).toBe(true));
  it.each([
    "https://ent.example",
    "http://localhost.example",
    "http://127.0.0.1.example",
    "http://10.0.0.1",
    "http://0.0.0.0",
    "http://[::2]",
    "http://localhost@ent.example",
  ])("%s may be somebody else's", (address) => expect(isLoopback(address)).toBe(false));
});

describe("aiming at another machine", () => {
  const addresses = ["https://ent.example", "https://id.ent.example:8443/path", "http://localhost:1"];

  it("wants each host repeated exactly", async () => {
    await expect(confirmHosts(addresses, ["ent.example"])).rejects.toThrow("id.ent.example:8443");
    await expect(confirmHosts(addresses, ["ENT.example", "id.ent.example:8443"])).rejects.toThrow("nothing was sent");
    await expect(confirmHosts(addresses, ["ent.example", "id.ent.example:8443"])).resolves.toBeUndefined();
  });

  it("or typed, a yes is not enough", async () => {
    await expect(confirmHosts(["https://ent.example"], [], async () => "yes")).rejects.toThrow("not confirmed");
    await expect(confirmHosts(["https://ent.example"], [], async () => " ent.example\n")).resolves.toBeUndefined();
  });

  it("asks nothing of who stays here", async () => {
    await expect(confirmHosts(["http://localhost:8080"], [])).resolves.toBeUndefined();
  });
});
