import { useDialog } from 'naive-ui';
import { useRouter } from 'vue-router';
import type { SymbolCode } from '#shared/domain.ts';
import { useToast } from '#renderer/composables/useToast.ts';
import { engineClient } from '#renderer/engineClient/index.ts';
import { useDownloadsStore } from '#renderer/stores/downloads.ts';
import { useInstrumentsStore } from '#renderer/stores/instruments.ts';
import { useFormat } from '#renderer/text/format.ts';
import { useText } from '#renderer/text/index.ts';
import { saveText } from '#renderer/components/general/saveFile.ts';

/** What can be done with one symbol's bars, wherever it is listed. */
export function useInstrumentActions() {
  const t = useText();
  const format = useFormat();
  const router = useRouter();
  const dialog = useDialog();
  const toast = useToast();
  const downloads = useDownloadsStore();
  const instruments = useInstrumentsStore();

  function open(symbol: SymbolCode, date?: string): void {
    void router.push({ name: 'workspace', query: { symbol, ...(date && { date }) } });
  }

  /** Starts at once and goes to where it can be watched. */
  function update(symbols: readonly SymbolCode[], mode: 'tail' | 'full' = 'tail'): void {
    void downloads.begin('bars.update', { symbols: [...symbols], mode });
    void router.push({ name: 'data', params: { section: 'download' } });
  }

  async function exportOne(symbol: SymbolCode): Promise<void> {
    await toast.attempt(async () => {
      const { name, text } = await engineClient.call('bars.exportText', { symbol });
      saveText(name, 'text/csv', text);
    });
  }

  async function remove(symbol: SymbolCode): Promise<void> {
    await toast.attempt(async () => {
      await engineClient.call('bars.remove', { symbol });
      toast.succeed(t.value.data.removed(symbol));
      await instruments.load();
    });
  }

  function askRemove(symbol: SymbolCode): void {
    const bars = instruments.bySymbol.get(symbol)?.barCount ?? 0;
    dialog.warning({
      title: t.value.data.removeTitle(symbol),
      content: t.value.data.removeBody(format.value.number(bars, 0)),
      positiveText: t.value.data.remove,
      negativeText: t.value.words.cancel,
      onPositiveClick: () => remove(symbol),
    });
  }

  return { open, update, exportOne, askRemove };
}
