import type { Progress } from '#shared/contract.ts';

interface TextSink {
  isTTY?: boolean;
  write: (text: string) => unknown;
}

/** One line that renews itself on a terminal; elsewhere a line at most every five seconds. */
export function createProgressPrinter(sink: TextSink) {
  const startedAt = performance.now();
  let lastAt = -Infinity;
  let isOpen = false;
  return {
    print: (progress: Progress): void => {
      const now = performance.now();
      if (!sink.isTTY && now - lastAt < 5000 && progress.done < progress.total) return;
      lastAt = now;
      const text = describe(progress, (now - startedAt) / 1000);
      sink.write(sink.isTTY ? `\r\u001b[2K${text}` : `${text}\n`);
      isOpen = sink.isTTY === true;
    },
    end: (): void => {
      if (isOpen) sink.write('\n');
      isOpen = false;
    },
  };
}

function describe({ step, done, total, note, data }: Progress, elapsed: number): string {
  const share = total > 0 ? done / total : 0;
  const parts = [`${step} ${(share * 100).toFixed(0).padStart(3)}%`];
  if (data?.fold !== undefined) parts.push(`fold ${data.fold}/${data.folds}`);
  if (typeof data?.symbols === 'number') parts.push(`${data.symbolsDone}/${data.symbols} symbols`);
  if (typeof data?.best === 'number') parts.push(`best ${data.best.toFixed(4)}`);
  if (data?.epoch !== undefined) parts.push(`${data.unit ?? 'epoch'} ${data.epoch}/${data.epochs}`);
  if (typeof data?.validLoss === 'number') parts.push(`valid loss ${data.validLoss.toFixed(4)}`);
  if (note !== undefined) parts.push(note);
  if (typeof data?.secondsLeft === 'number') parts.push(`${data.secondsLeft} s left`);
  parts.push(`${elapsed.toFixed(0)} s`);
  return parts.join(' · ');
}
