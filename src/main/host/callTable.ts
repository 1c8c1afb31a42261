import type { FromEngine, ToEngine } from '#shared/contract.ts';

type Answer = Exclude<FromEngine, { type: 'event' }>;

export interface CallTable {
  /** The message under the host's own id; null for an id still running and for a cancel of nothing. */
  toEngine: (client: number, message: RawToEngine) => RawToEngine | null;
  /** Whose answer it is, under the client's own id; null when nobody waits for it. */
  fromEngine: (message: Answer) => { client: number; message: Answer } | null;
  /** Empties the table and returns every call that still waited. */
  takeAll: () => { client: number; id: string }[];
}

/** A call whose method nobody has checked yet. */
type RawToEngine =
  | { type: 'call'; id: string; method: string; input: unknown }
  | Extract<ToEngine, { type: 'cancel' }>;

/** Keeps the ids of several clients apart: the engine only ever sees the host's own. */
export function createCallTable(): CallTable {
  const calls = new Map<string, { client: number; id: string }>();
  const hostIds = new Map<string, string>();
  let lastId = 0;

  const keyOf = (client: number, id: string): string => `${client}|${id}`;

  return {
    toEngine: (client, message) => {
      const key = keyOf(client, message.id);
      const known = hostIds.get(key);
      if (message.type === 'cancel') return known ? { type: 'cancel', id: known } : null;
      if (known) return null;
      const hostId = `call-${++lastId}`;
      hostIds.set(key, hostId);
      calls.set(hostId, { client, id: message.id });
      return { ...message, id: hostId };
    },
    fromEngine: (message) => {
      const call = calls.get(message.id);
      if (!call) return null;
      if (message.type !== 'progress') {
        calls.delete(message.id);
        hostIds.delete(keyOf(call.client, call.id));
      }
      return { client: call.client, message: { ...message, id: call.id } };
    },
    takeAll: () => {
      const open = [...calls.values()];
      calls.clear();
      hostIds.clear();
      return open;
    },
  };
}
