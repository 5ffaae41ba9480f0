import type { Adapter, AdapterPayload } from "oidc-provider";

interface Stored {
  payload: AdapterPayload;
  endsAtMs: number;
}

/**
 * Keeps sessions, codes and tokens of the simulated identity provider in memory. They end with the process on purpose:
 * people then sign in once more, which costs a click here.
 */
export function createMemoryAdapter(): (model: string) => Adapter {
  const stored = new Map<string, Stored>();
  return (model) => {
    const keyOf = (id: string): string => `${model}:${id}`;
    const read = (key: string): AdapterPayload | undefined => {
      const found = stored.get(key);
      if (found === undefined) return undefined;
      if (found.endsAtMs > Date.now()) return found.payload;
      stored.delete(key);
      return undefined;
    };
    const findBy = async (field: "uid" | "userCode", value: string): Promise<AdapterPayload | undefined> => {
      for (const key of stored.keys()) {
        const payload = key.startsWith(`${model}:`) ? read(key) : undefined;
        if (payload?.[field] === value) return payload;
      }
      return undefined;
    };
    return {
      async upsert(id, payload, expiresInSeconds) {
        for (const [key, { endsAtMs }] of stored) if (endsAtMs <= Date.now()) stored.delete(key);
        const lifeMs = expiresInSeconds === undefined ? Infinity : expiresInSeconds * 1000;
        stored.set(keyOf(id), { payload, endsAtMs: Date.now() + lifeMs });
      },
      find: async (id) => read(keyOf(id)),
      findByUid: (uid) => findBy("uid", uid),
      findByUserCode: (userCode) => findBy("userCode", userCode),
      async consume(id) {
        const payload = read(keyOf(id));
        if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000);
      },
      async destroy(id) {
        stored.delete(keyOf(id));
      },
      async revokeByGrantId(grantId) {
        for (const [key, { payload }] of stored) if (payload.grantId === grantId) stored.delete(key);
      },
    };
  };
}
