import { describe, expect, it } from 'vitest';
import { createClient } from '#shared/client.ts';
import type { ToEngine } from '#shared/contract.ts';

function openLine() {
  const sent: ToEngine[] = [];
  let receive: (message: unknown) => void = () => undefined;
  let close: () => void = () => undefined;
  const client = createClient({
    post: (message) => sent.push(message),
    onMessage: (listener) => void (receive = listener),
    onClosed: (listener) => void (close = listener),
  });
  return { client, sent, receive: (m: unknown) => receive(m), close: () => close() };
}

describe('createClient', () => {
  it('fails pending calls with ENGINE_EXITED when the line closes', async () => {
    const { client, close } = openLine();
    const call = client.call('runs.list', {});
    close();
    await expect(call).rejects.toMatchObject({ code: 'ENGINE_EXITED' });
  });

  it('sends nothing for a signal that is already aborted', async () => {
    const { client, sent } = openLine();
    const call = client.call('runs.list', {}, { signal: AbortSignal.abort() });
    await expect(call).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(sent).toEqual([]);
  });

  it('sends one cancel for an aborted call and none after its end', async () => {
    const { client, sent, receive } = openLine();
    const first = new AbortController();
    const call = client.call('runs.list', {}, { signal: first.signal });
    first.abort();
    expect(sent.map(({ type }) => type)).toEqual(['call', 'cancel']);
    receive({ type: 'done', id: sent[0].id, output: [] });
    await expect(call).resolves.toEqual([]);

    const second = new AbortController();
    const other = client.call('runs.list', {}, { signal: second.signal });
    receive({ type: 'done', id: sent[2].id, output: [] });
    await other;
    second.abort();
    expect(sent.length).toBe(3);
  });

  it('passes over messages that are none of the contract, and answers to nobody', async () => {
    const { client, sent, receive } = openLine();
    const call = client.call('runs.list', {});
    for (const junk of [
      null,
      7,
      'x',
      [],
      {},
      { type: 'done' },
      { type: 'failed', id: 'a', error: {} },
    ]) {
      receive(junk);
    }
    receive({ type: 'done', id: 'somebody-else', output: 1 });
    receive({ type: 'failed', id: sent[0].id, error: { code: 'DISK_FULL', message: 'full' } });
    await expect(call).rejects.toMatchObject({ code: 'DISK_FULL', message: 'full' });
  });

  it('stops telling a listener that has gone', () => {
    const { client, receive } = openLine();
    const heard: string[] = [];
    const stop = client.on('runs.changed', ({ run }) => heard.push(run));
    receive({ type: 'event', name: 'runs.changed', payload: { run: 'one' } });
    stop();
    receive({ type: 'event', name: 'runs.changed', payload: { run: 'two' } });
    expect(heard).toEqual(['one']);
  });

  it('never gives two clients the same ids', () => {
    const [one, other] = [openLine(), openLine()];
    void one.client.call('runs.list', {}).catch(() => undefined);
    void other.client.call('runs.list', {}).catch(() => undefined);
    expect(one.sent[0].id).not.toBe(other.sent[0].id);
  });
});
