import { inputSchemas } from '#shared/contract.ts';
import type { Handler } from '#shared/contract.ts';
import type { ServedHandlers, ServedMethod } from './serve.ts';

/**
 * Handlers that open what they need at the first call and try again at the next one if that failed:
 * a full disk or a busy database is then the answer to a call, not the end of the engine.
 */
export function createDoor(open: () => ServedHandlers): ServedHandlers {
  let opened: ServedHandlers | null = null;
  const through =
    <M extends ServedMethod>(method: M): Handler<M> =>
    (input, context) => {
      opened ??= open();
      const table: { [K in M]: Handler<K> } = opened;
      return table[method](input, context);
    };
  const methods = Object.keys(inputSchemas) as ServedMethod[];
  // Each key gets the handler of its own method; Object.fromEntries loses that.
  return Object.fromEntries(methods.map((name) => [name, through(name)])) as ServedHandlers;
}
