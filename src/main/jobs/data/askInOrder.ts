import { faultOf } from '#main/download/manners/fault.ts';
import type { Source } from '#main/download/source.ts';
import type { NetworkSource } from '#shared/domain.ts';
import { AppError, toAppError } from '#shared/errors.ts';

export interface Answer<T> {
  source: NetworkSource;
  value: T;
}

/** Whether the error says that no source at all can be asked now, so that going on is of no use. */
export const isEverySourceShut = ({ details }: AppError): boolean => details?.isShut === true;

/**
 * Asks one source after the other until one answers: the one way in which the app falls over. What a
 * source says about the symbol is kept; that it was shut, away or does not serve it, is passed over.
 * Throws that word where there is one; SOURCE_RATE_LIMITED (or SOURCE_UNREACHABLE where none was
 * limited) with `isShut` when nobody could be asked; CANCELLED, and whatever is no fault of a source.
 */
export async function askInOrder<T>(
  sources: readonly Source[],
  ask: (source: Source) => Promise<T>,
): Promise<Answer<T>> {
  const errors: AppError[] = [];
  for (const source of sources) {
    try {
      return { source: source.name, value: await ask(source) };
    } catch (thrown) {
      const error = toAppError(thrown);
      if (!error.code.startsWith('SOURCE_') && error.code !== 'INVALID_INPUT') throw error;
      if (error.details?.isAnswered === true) throw error;
      errors.push(error);
    }
  }
  throw summarise(errors);
}

function summarise(errors: readonly AppError[]): AppError {
  const about = errors.filter((error) => {
    const fault = faultOf(error);
    return error.code !== 'INVALID_INPUT' && fault !== 'limit' && fault !== 'away';
  });
  if (about.length > 0) return joined(about[0], about);
  const shut = errors.filter(({ code }) => code !== 'INVALID_INPUT');
  if (shut.length === 0) {
    return errors.at(0) ?? new AppError('INVALID_INPUT', 'no source serves this');
  }
  const limited = shut.find(({ code }) => code === 'SOURCE_RATE_LIMITED');
  const dropped = shut.find((error) => faultOf(error) === 'limit');
  const first = limited ?? dropped ?? shut[0];
  const code = limited || dropped ? 'SOURCE_RATE_LIMITED' : 'SOURCE_UNREACHABLE';
  return new AppError(code, messageOf(shut), { ...first.details, isShut: true }, first);
}

/** The first error, its message followed by what the other sources said. */
const joined = (first: AppError, all: readonly AppError[]): AppError =>
  new AppError(first.code, messageOf(all), first.details, first);

const messageOf = (errors: readonly AppError[]): string =>
  [...new Set(errors.map(({ message }) => message))].join('; ');
