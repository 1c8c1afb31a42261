import { describe, expect, it } from 'vitest';
import { initialsOf } from '#main/market/initials.ts';

describe('initialsOf', () => {
  it.each([
    ['贵州茅台', 'gzmt'],
    ['平安银行', 'payh'],
    ['*ST海航', 'sthh'],
    ['Ａ股', 'ag'],
    ['长江电力', 'cjdl'],
    ['重庆啤酒', 'cqpj'],
    ['厦门钨业', 'xmwy'],
    ['泸州老窖', 'lzlj'],
    ['鑫铂股份', 'xbgf'],
    ['龙芯中科', 'lxzk'],
    ['绿的谐波', 'ldxb'],
    ['TCL科技', 'tclkj'],
    ['', ''],
  ])('of %s are %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});
