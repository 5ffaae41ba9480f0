import { lookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { isPublicAddress } from "./is-public-address.ts";
import { isForbiddenAddress, isLoopbackAddress } from "./is-forbidden-address.ts";

/** Code of the error with which a name is refused that resolves to where no credential may go. */
export const forbiddenAddressCode = "FORBIDDEN_ADDRESS";

/**
 * Name resolution that judges the address about to be connected to. The address was checked at start already, but a
 * name can point elsewhere later (DNS rebinding), and only here the checked address is the one that is used.
 */
export function guardLookup({
  loopbackOnly,
  publicOnly = false,
}: {
  loopbackOnly: boolean;
  /** Refuses names that resolve into a private network too. */
  publicOnly?: boolean;
}): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) {
        callback(error, []);
        return;
      }
      const refused = addresses.some(
        ({ address }) =>
          isForbiddenAddress(address) ||
          (loopbackOnly && !isLoopbackAddress(address)) ||
          (publicOnly && !isPublicAddress(address)),
      );
      const first = addresses[0];
      if (refused || first === undefined) {
        const reason = new Error("The name resolves to an address that must not be called.");
        callback(Object.assign(reason, { code: forbiddenAddressCode }), []);
        return;
      }
      if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}
