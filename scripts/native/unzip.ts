import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, writeFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';

interface Member {
  name: string;
  method: number;
  crc: number;
  packedBytes: number;
  offset: number;
}

const END_MARK = 0x06054b50;
const ENTRY_MARK = 0x02014b50;
const STORED = 0;
const DEFLATED = 8;

/**
 * Takes the members for which `isWanted` says so out of a zip file (under 4 GB, not encrypted)
 * into `folder`, checking each one's CRC. Reads only what it takes: the rest is never unpacked.
 */
export async function unzipMembers(
  zipPath: string,
  folder: string,
  isWanted: (name: string) => boolean,
  onMember: (name: string) => void,
  signal?: AbortSignal,
): Promise<string[]> {
  const file = await open(zipPath, 'r');
  try {
    const members = (await readDirectory(file)).filter(
      (member) => isWanted(member.name) && !member.name.endsWith('/'),
    );
    for (const member of members) {
      onMember(member.name);
      await unzipMember(zipPath, file, member, folder, signal);
    }
    return members.map((member) => member.name);
  } finally {
    await file.close();
  }
}

async function readAt(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
  if (bytesRead !== length) throw new Error('the zip file ends too early');
  return buffer;
}

async function readDirectory(file: FileHandle): Promise<Member[]> {
  const { size } = await file.stat();
  const tailBytes = Math.min(size, 65_557);
  const tail = await readAt(file, size - tailBytes, tailBytes);
  let end = tail.length - 22;
  while (end >= 0 && tail.readUInt32LE(end) !== END_MARK) end--;
  if (end < 0) throw new Error('not a zip file');
  const count = tail.readUInt16LE(end + 10);
  const directory = await readAt(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  const members: Member[] = [];
  for (let i = 0, at = 0; i < count; i++) {
    if (directory.readUInt32LE(at) !== ENTRY_MARK) throw new Error('damaged zip directory');
    const nameBytes = directory.readUInt16LE(at + 28);
    members.push({
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      packedBytes: directory.readUInt32LE(at + 20),
      offset: directory.readUInt32LE(at + 42),
      name: directory.toString('utf8', at + 46, at + 46 + nameBytes),
    });
    at += 46 + nameBytes + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return members;
}

async function unzipMember(
  zipPath: string,
  file: FileHandle,
  member: Member,
  folder: string,
  signal?: AbortSignal,
): Promise<void> {
  const target = join(folder, normalize(member.name));
  if (!target.startsWith(normalize(folder))) throw new Error(`unsafe name: ${member.name}`);
  if (member.method !== STORED && member.method !== DEFLATED) {
    throw new Error(`unknown compression of ${member.name}`);
  }
  await mkdir(dirname(target), { recursive: true });
  const head = await readAt(file, member.offset, 30);
  const start = member.offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  if (member.packedBytes === 0) return writeFile(target, '');
  let crc = 0;
  const check = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      crc = crc32(chunk, crc);
      done(null, chunk);
    },
  });
  const end = start + member.packedBytes - 1;
  const packed = createReadStream(zipPath, { start, end, highWaterMark: 1 << 20 });
  const inflate = member.method === DEFLATED ? [createInflateRaw({ chunkSize: 1 << 20 })] : [];
  const stages = [packed, ...inflate, check, createWriteStream(target)];
  await (signal ? pipeline(stages, { signal }) : pipeline(stages));
  if (crc !== member.crc) throw new Error(`${member.name} is damaged`);
}
