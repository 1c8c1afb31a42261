import { hasCode } from '#main/lib/errorCode.ts';

/** Why the set-up cannot go on, and what the user can do about it: both whole sentences. */
export class SetupStop extends Error {
  readonly fix: string;

  constructor(reason: string, fix: string, cause?: unknown) {
    super(reason, cause === undefined ? undefined : { cause });
    this.name = 'SetupStop';
    this.fix = fix;
  }
}

export const stopped = (): SetupStop =>
  new SetupStop(
    'The set-up was stopped.',
    'Start it again: it goes on at the stage it had reached.',
  );

/** Any failure as one sentence with a fix. */
export function toSetupStop(thrown: unknown, folder: string, signal?: AbortSignal): SetupStop {
  if (signal?.aborted) return stopped();
  if (thrown instanceof SetupStop) return thrown;
  if (hasCode(thrown, 'ENOSPC')) {
    return new SetupStop(
      `The disk of ${folder} is full.`,
      'Free 1.5 GB there, or set ZUOT_NATIVE_DIR to a folder on another disk, and start again.',
      thrown,
    );
  }
  if (hasCode(thrown, 'EACCES') || hasCode(thrown, 'EPERM') || hasCode(thrown, 'EROFS')) {
    return new SetupStop(
      `The folder ${folder} cannot be written.`,
      'Give yourself the right to write there, or set ZUOT_NATIVE_DIR to another folder.',
      thrown,
    );
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new SetupStop(
    `Setting up native TensorFlow failed: ${message}.`,
    `Remove the folder ${folder} and start again.`,
    thrown,
  );
}
