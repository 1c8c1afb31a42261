import { describe, expect, it } from 'vitest';
import { createWebDoor } from '#main/host/webDoor.ts';

const door = createWebDoor({ port: 4000, token: 'right' });
const host = '127.0.0.1:4000';
const cookie = 'other=1; zuot-4000=right';

describe('createWebDoor', () => {
  it('moves the token from the address into a cookie that no script and no other site sees', () => {
    expect(door.admit({ method: 'GET', url: '/?token=right', headers: { host } })).toEqual({
      kind: 'redirect',
      location: '/',
      cookie: 'zuot-4000=right; HttpOnly; SameSite=Strict; Path=/',
    });
  });

  it('serves files to the bearer of the cookie, under both names of this machine', () => {
    for (const name of [host, 'localhost:4000']) {
      const request = { method: 'GET', url: '/a.js?x=1', headers: { host: name, cookie } };
      expect(door.admit(request)).toEqual({ kind: 'serve', path: '/a.js' });
    }
  });

  it.each([
    ['no token', { url: '/', headers: { host } }],
    ['a wrong token', { url: '/?token=wrong', headers: { host } }],
    ['a wrong cookie', { url: '/', headers: { host, cookie: 'zuot-4000=wrong' } }],
    ['the cookie of another port', { url: '/', headers: { host, cookie: 'zuot-4001=right' } }],
    ['a rebound name', { url: '/', headers: { host: 'evil.example:4000', cookie } }],
    ['no host', { url: '/', headers: { cookie } }],
    ['a foreign origin', { url: '/', headers: { host, cookie, origin: 'http://evil.example' } }],
    ['another method', { method: 'POST', url: '/', headers: { host, cookie } }],
    ['a path that names a host', { url: '//evil.example/', headers: { host, cookie } }],
    ['no address', { url: undefined, headers: { host, cookie } }],
  ])('refuses %s', (_name, request) => {
    expect(door.admit({ method: 'GET', ...request }).kind).toBe('refuse');
  });

  const origin = `http://${host}`;
  it('opens the socket for its own page only', () => {
    const open = { method: 'GET', url: '/engine', headers: { host, origin, cookie } };
    expect(door.admitSocket(open)).toBe(true);
    expect(
      door.admitSocket({ ...open, url: '/engine?token=right', headers: { host, origin } }),
    ).toBe(true);
  });

  it.each([
    ['no origin', '/engine', { host, cookie }],
    ['a foreign origin', '/engine', { host, cookie, origin: 'http://evil.example' }],
    ['a sandboxed page', '/engine', { host, cookie, origin: 'null' }],
    ['no token', '/engine', { host, origin }],
    ['another host', '/engine', { host: 'evil.example', origin, cookie }],
    ['another path', '/', { host, origin, cookie }],
  ])('refuses the socket for %s', (_name, url, headers) => {
    expect(door.admitSocket({ method: 'GET', url, headers })).toBe(false);
  });
});
